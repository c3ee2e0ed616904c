import { expect, test } from 'vitest';
import { nodeWire } from './wire-format.ts';

const roundTrip = (value: unknown): unknown => nodeWire.decode(nodeWire.encode(value));

test.each([
  ['plain JSON', { a: [1, 'x', null, true], $plain: {} }],
  ['undefined', [undefined, { gone: undefined }]],
  ['odd numbers', [Number.NaN, Infinity, -Infinity, -0]],
  ['bigint and dates', [10n ** 30n, new Date(1)]],
  ['maps and sets', new Map<unknown, unknown>([[{ k: 1 }, new Set([[1]])]])],
  [
    'bytes of every width',
    [new Uint8Array([1, 2]), new Float64Array([0.5]), new BigInt64Array([-1n])],
  ],
  ['our own tag as a key', { $: 'date', v: 1 }],
  ['text of every kind', 'a\u0000\ud800 "é\u2028'],
])('carries %s', (_name, value) => {
  expect(roundTrip(value)).toStrictEqual(value);
});

test('a view carries its own bytes, not its whole buffer', () => {
  const part = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
  const back = roundTrip(part) as Uint8Array;
  expect([back.length, back.buffer.byteLength]).toEqual([2, 2]);
  expect(new Uint8Array(roundTrip(new Uint8Array([7]).buffer) as ArrayBuffer)).toEqual(
    new Uint8Array([7]),
  );
});

test('an error keeps its name and message', () => {
  const back = roundTrip(new RangeError('far')) as Error;
  expect([back instanceof Error, back.name, back.message]).toEqual([true, 'RangeError', 'far']);
});

test('functions, symbols, promises and cycles are refused; twice the same object is not a cycle', () => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  for (const value of [() => 1, Symbol('s'), Promise.resolve(), cycle])
    expect(() => nodeWire.encode([value])).toThrow('An object could not be cloned');
  const shared = { a: 1 };
  expect(roundTrip([shared, shared])).toEqual([shared, shared]);
});
