import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minor } from '../money.ts';
import { CENT, NICKEL } from '../testing/sale-arbitraries.ts';
import { foreignDue, rateAt, worthOf } from './foreign-cash.ts';

const EUR_IN_CHF = { foreign: 'EUR', own: 'CHF', cash: NICKEL } as const;

describe('foreign cash', () => {
  it('is worth the exact rate, down to the smallest coin of the store', () => {
    expect(worthOf(minor(2000), '0.9375', EUR_IN_CHF)).toBe(1875);
    expect(worthOf(minor(2001), '0.9375', EUR_IN_CHF)).toBe(1875);
    expect(worthOf(minor(1), '0.9375', EUR_IN_CHF)).toBe(0);
    const yen = { foreign: 'JPY', own: 'EUR', cash: CENT } as const;
    expect(worthOf(minor(10_000), '0.0061', yen)).toBe(6100);
  });

  it('the newest rate that holds counts, and a rate of nothing is none', () => {
    const money = {
      currency: 'EUR',
      rates: [
        { fromMs: 200, rate: '0.95' },
        { fromMs: 100, rate: '0.94' },
        { fromMs: 900, rate: '0' },
      ],
    } as const;
    expect([99, 100, 199, 200, 899].map((ms) => rateAt(money, ms)?.rate)).toEqual([
      undefined,
      '0.94',
      '0.94',
      '0.95',
      '0.95',
    ]);
    expect(rateAt(money, 900)).toBeUndefined();
  });

  it('what is asked for is the least that is worth enough', () => {
    const rates = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 9999 }));
    const dues = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(dues, rates, (due, [whole, parts]) => {
        const rate = `${whole}.${String(parts).padStart(4, '0')}`;
        const of = { ...EUR_IN_CHF, cash: CENT };
        const least = foreignDue(minor(due), rate, of);
        expect(worthOf(least, rate, of)).toBeGreaterThanOrEqual(due);
        expect(worthOf(minor(least - 1), rate, of)).toBeLessThan(due);
      }),
    );
    expect(foreignDue(minor(-5), '1', EUR_IN_CHF)).toBe(0);
  });
});
