import { expect, test } from 'vitest';
import { comparePlaces, type Place } from './compare-places.ts';
import type { SaleSums } from './sale-sums.ts';

const DAY = '2026-11-21';
const SUMS: SaleSums = { sales: 2, gross: 1353n, tax: 197n, qtyMilli: 3000n };

function place(
  name: string,
  stream: string,
  ids: string[],
  sums: SaleSums | undefined = SUMS,
  faults: string[] = [],
): Place {
  const days = new Map(sums === undefined ? [] : [[DAY, sums]]);
  const streams = new Map([[stream, { till: 'eu-0417-01', ids: new Set(ids), days }]]);
  return { name, ops: { streams, faults } };
}

test('places that hold the same ops and sums are equal', () => {
  const report = comparePlaces(['till', 'A', 'B'].map((name) => place(name, 's1', ['x', 'y'])));
  expect(report.differences).toEqual([]);
  expect(report.sales).toEqual({ till: 2, A: 2, B: 2 });
  expect(report.rows).toEqual([
    {
      stream: 's1',
      till: 'eu-0417-01',
      businessDate: DAY,
      sums: { till: SUMS, A: SUMS, B: SUMS },
    },
  ]);
});

test('an op that one site lacks is named, and so is its money', () => {
  const report = comparePlaces([
    place('till', 's1', ['x', 'y']),
    place('A', 's1', ['x', 'y']),
    place('B', 's1', ['x'], { ...SUMS, gross: 600n }),
  ]);
  expect(report.differences).toEqual([
    'stream s1: B lacks 1 ops: y',
    'stream s1 on 2026-11-21: gross is 1353 at till and 600 at B',
  ]);
});

test('an op the journal lost is named too: its sale is only in head office', () => {
  const report = comparePlaces([
    place('till', 's1', ['x']),
    place('A', 's1', ['x', 'y']),
    place('B', 's1', ['x', 'y']),
  ]);
  expect(report.differences).toEqual(['stream s1: till lacks 1 ops: y']);
});

test("another till's stream is asked of both sites, not of this till", () => {
  const both = comparePlaces([
    place('till', 's1', []),
    place('A', 's2', ['z']),
    place('B', 's2', ['z']),
  ]);
  expect(both.differences).toEqual([
    'stream s1 on 2026-11-21: sales is 2 at till and 0 at A',
    ...['gross is 1353', 'tax is 197', 'qtyMilli is 3000'].map(
      (said) => `stream s1 on 2026-11-21: ${said} at till and 0 at A`,
    ),
    'stream s1 on 2026-11-21: sales is 2 at till and 0 at B',
    ...['gross is 1353', 'tax is 197', 'qtyMilli is 3000'].map(
      (said) => `stream s1 on 2026-11-21: ${said} at till and 0 at B`,
    ),
  ]);
  const one = comparePlaces([place('A', 's2', ['z']), place('B', 's3', [], undefined)]);
  expect(one.differences).toContain('stream s2: B lacks 1 ops: z');
});

test('a fault of a place is a difference although every sum is equal', () => {
  const report = comparePlaces([
    place('A', 's1', ['x'], SUMS, ['op x is void']),
    place('B', 's1', ['x']),
  ]);
  expect(report.differences).toEqual(['A: op x is void']);
});
