import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admits, admittedCount, lateRank, orderStores, rankAt } from './rank-stores.ts';
import { murmur3 } from './testing-release.ts';

const fleets = fc.uniqueArray(
  fc.integer({ min: 0, max: 9999 }).map((n) => String(n).padStart(4, '0')),
  { minLength: 1, maxLength: 400 },
);
const salts = fc.stringMatching(/^[a-f0-9]{8,16}$/);
const admitted = (order: readonly string[], percent: number): string[] =>
  order.filter((_, i) => admits(rankAt(i, order.length), percent));

describe('ranks of stores (REL1, REL2)', () => {
  test('REL1 the hash is standard murmur3, as flagd has it', () => {
    const vectors = ['a', 'abcd', 'hello, world', 'checkout-v2store-0001', 'checkout-v2store-0417'];
    expect(vectors.map(murmur3)).toEqual([
      1009084850, 1139631978, 345750399, 3746303428, 1138321448,
    ]);
  });
  test('REL2 every stage of 1,000 random fleets admits ceil(n·p − ½) stores exactly', () => {
    fc.assert(
      fc.property(fleets, salts, (stores, salt) => {
        const order = orderStores(stores, salt, murmur3);
        const n = stores.length;
        for (let percent = 1; percent <= 100; percent += 1) {
          const count = admitted(order, percent).length;
          expect(count).toBe(
            Math.max(0, Math.ceil(Number(((n * percent) / 100 - 0.5).toFixed(9)))),
          );
          expect(admittedCount(n, percent)).toBe(count);
        }
      }),
      { numRuns: 1000 },
    );
  }, 60_000);
  test('REL2 widening drops nobody, and the order hangs on nothing but the salt', () => {
    fc.assert(
      fc.property(fleets, salts, fc.integer(), (stores, salt, turn) => {
        const order = orderStores(stores, salt, murmur3);
        const turned = [...stores].sort((a, b) => ((Number(a) * 7 + turn) % 11) - (Number(b) % 11));
        expect(orderStores(turned, salt, murmur3)).toEqual(order);
        const steps = [0, 10, 25, 50, 100].map((percent) => admitted(order, percent));
        for (const [i, wider] of steps.entries())
          expect(wider).toEqual(expect.arrayContaining(steps[i - 1] ?? []));
        expect(steps.at(-1)).toHaveLength(stores.length);
      }),
    );
  });
  test('REL1 another salt draws other stores', () => {
    const stores = Array.from({ length: 40 }, (_, i) => String(1000 + i));
    const draw = (salt: string) => admitted(orderStores(stores, salt, murmur3), 10);
    expect(draw('one')).toHaveLength(4);
    expect(draw('one')).not.toEqual(draw('two'));
  });
  test('REL2 a store that joins later has a rank of its hash, inside 0 and 1', () => {
    fc.assert(
      fc.property(fleets, salts, ([store = ''], salt) => {
        const rank = lateRank(store, salt, murmur3);
        expect(rank).toBeGreaterThan(0);
        expect(rank).toBeLessThan(1);
      }),
    );
    // A share of many, though never an exact one: they are counted apart.
    const many = Array.from({ length: 5000 }, (_, i) => lateRank(`s${i}`, 'x', murmur3));
    expect(many.filter((rank) => admits(rank, 10)).length / 5000).toBeCloseTo(0.1, 1);
  });
  test('REL1 a store id beyond ASCII is an error of ours, not a rank of its own', () => {
    expect(() => orderStores(['köln'], 'salt', murmur3)).toThrow('ASCII');
  });
});
