import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from './allocate.ts';

const amounts = fc.bigInt({ min: 0n, max: 10n ** 18n });
const weightLists = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), {
  minLength: 1,
  maxLength: 20,
});

describe('allocate (vec-C3)', () => {
  it('loses nothing and stays within one unit of the exact share', () => {
    fc.assert(
      fc.property(amounts, weightLists, (total, weights) => {
        const sum = weights.reduce((a, b) => a + b, 0n);
        const parts = allocate(total, weights);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(sum === 0n ? 0n : total);
        parts.forEach((part, at) => {
          const off = part * sum - total * weights[at]!;
          expect(off > -sum || sum === 0n).toBe(true);
          expect(off < sum || sum === 0n).toBe(true);
        });
      }),
    );
  });

  it('gives missing units to the largest remainders, ties to the earlier position', () => {
    expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(allocate(2n, [1n, 1n, 1n])).toEqual([1n, 1n, 0n]);
    expect(allocate(1n, [1n, 2n])).toEqual([0n, 1n]);
    expect(allocate(1000n, [2599n, 1750n])).toEqual([598n, 402n]);
  });

  it('gives nothing where nothing weighs', () => {
    expect(allocate(5n, [0n, 0n])).toEqual([0n, 0n]);
    expect(allocate(5n, [0n, 3n])).toEqual([0n, 5n]);
    expect(allocate(5n, [])).toEqual([]);
  });

  it('treats negative input as a bug', () => {
    expect(() => allocate(-1n, [1n])).toThrow('Invariant broken');
    expect(() => allocate(1n, [-1n])).toThrow('Invariant broken');
  });
});
