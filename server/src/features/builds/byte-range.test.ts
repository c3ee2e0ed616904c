import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteRange } from './byte-range.ts';

test('BLD8 a range is inside the file, what is no range is the whole', () => {
  expect(byteRange('bytes=0-0', 10)).toEqual({ kind: 'part', from: 0, to: 0 });
  expect(byteRange('bytes=4-', 10)).toEqual({ kind: 'part', from: 4, to: 9 });
  expect(byteRange('bytes=-3', 10)).toEqual({ kind: 'part', from: 7, to: 9 });
  expect(byteRange('bytes=10-', 10)).toEqual({ kind: 'none' });
  for (const odd of [undefined, '', 'bytes=-', 'bytes=1-2,4-5', 'lines=1-2', 'bytes=5-2'])
    expect(byteRange(odd, 10)).toEqual({ kind: 'whole' });
  const numbers = fc.option(fc.nat(40), { nil: undefined });
  fc.assert(
    fc.property(numbers, numbers, fc.integer({ min: 1, max: 30 }), (from, to, size) => {
      const range = byteRange(`bytes=${from ?? ''}-${to ?? ''}`, size);
      if (range.kind !== 'part') return;
      expect(range.from).toBeGreaterThanOrEqual(0);
      expect(range.from).toBeLessThanOrEqual(range.to);
      expect(range.to).toBeLessThan(size);
    }),
  );
});
