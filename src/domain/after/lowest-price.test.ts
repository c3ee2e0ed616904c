import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPromotions } from '../promotions/promotion-book.ts';
import type { Promotion } from '../promotions/promotion.ts';
import { lowestPrice, unitOffers, type PriceStep } from './lowest-price.ts';
import { minor } from '../money.ts';

const STRETCH = { since: '2026-10-22T12:00', now: '2026-11-21T12:00' };
const step = (from: string, amount: number): PriceStep => ({ from, amount });
const MINUS_50 = { kind: 'amount', amount: 50 } as const;

describe('dom-T2: the lowest price of the days that are looked back over', () => {
  it('what held when they began counts, what ended before and what is still to come does not', () => {
    const steps = [
      step('2025-01-01T00:00', 100),
      step('2026-01-01T00:00', 250),
      step('2026-11-01T00:00', 300),
      step('2026-12-01T00:00', 10),
    ];
    expect(lowestPrice(steps, [], STRETCH)).toEqual({ step: steps[1], amount: 250 });
    const cheaper = [...steps, step('2026-11-10T00:00', 199)];
    expect(lowestPrice(cheaper, [], STRETCH)?.amount).toBe(199);
    expect(lowestPrice([step('2026-12-01T00:00', 10)], [], STRETCH)).toBeUndefined();
  });

  it('a promotion counts where it ran, at the price of that time', () => {
    const steps = [step('2026-01-01T00:00', 250), step('2026-11-01T00:00', 300)];
    const late = { off: MINUS_50, from: '2026-11-05T00:00', to: '2026-11-12T00:00' };
    // 300 − 50, never 250 − 50: the two were never charged together.
    expect(lowestPrice(steps, [late], STRETCH)?.amount).toBe(250);
    const early = { off: MINUS_50, from: '2026-10-25T00:00', to: '2026-11-12T00:00' };
    expect(lowestPrice(steps, [early], STRETCH)?.amount).toBe(200);
    const over = { off: MINUS_50, to: '2026-10-22T12:00' };
    const coming = { off: MINUS_50, from: '2026-11-22T00:00' };
    expect(lowestPrice(steps, [over, coming], STRETCH)?.amount).toBe(250);
    expect(lowestPrice(steps, [{ off: { kind: 'price', price: 1 } }], STRETCH)?.amount).toBe(1);
  });

  it('is charged at some minute of the stretch, and no minute charges less', () => {
    const minute = fc
      .integer({ min: 0, max: 49 })
      .map((at) => `2026-11-01T00:${String(at).padStart(2, '0')}`);
    const offer = fc.record({ amount: fc.integer({ min: 1, max: 400 }), from: minute, to: minute });
    const stepOf = fc.tuple(minute, fc.integer({ min: 1, max: 400 }));
    fc.assert(
      fc.property(
        fc.uniqueArray(stepOf, { selector: ([from]) => from, maxLength: 5 }),
        fc.array(offer, { maxLength: 4 }),
        (prices, given) => {
          const steps = prices.map(([from, amount]) => step(from, amount));
          const offers = given.map(({ amount, from, to }) => ({
            off: { kind: 'amount', amount } as const,
            from,
            to,
          }));
          const stretch = { since: '2026-11-01T00:10', now: '2026-11-01T00:40' };
          let charged: number | undefined;
          for (let at = 10; at <= 40; at += 1) {
            const now = `2026-11-01T00:${at}`;
            const held = steps
              .filter(({ from }) => from <= now)
              .sort((a, b) => (a.from < b.from ? 1 : -1))[0];
            if (held === undefined) continue;
            const off = offers.filter(({ from, to }) => from <= now && now < to);
            const most = Math.max(0, ...off.map((one) => one.off.amount));
            charged = Math.min(charged ?? Infinity, Math.max(0, held.amount - most));
          }
          expect(lowestPrice(steps, offers, stretch)?.amount).toBe(charged);
        },
      ),
    );
  });
});

describe('dom-T2: which promotions are the price of a piece', () => {
  const pool = { skus: ['1'] };
  const off = { type: 'amountOff', amount: minor(50), pool } as const;
  const book = (...promotions: Promotion[]) => readPromotions(promotions);
  const goods = { sku: '1', tags: ['bakery'] };

  it('a price of its own for everybody or for members; no coupon, no deal of several, no basket', () => {
    const offers = unitOffers(
      book(
        { ...off, id: 'all', window: { from: '2026-11-01T00:00' } },
        { ...off, id: 'member', memberOnly: true },
        { ...off, id: 'coupon', coupon: 'C' },
        { id: 'three', type: 'nForPrice', n: 3, price: minor(100), pool },
        { id: 'stack', stage: 'stack', percent: '50', pool },
        { ...off, id: 'other', pool: { skus: ['2'] } },
      ),
      goods,
      false,
    );
    expect(offers).toEqual([{ off: MINUS_50, from: '2026-11-01T00:00' }, { off: MINUS_50 }]);
  });

  it('of weighed goods only a percentage', () => {
    const percent = { id: 'p', type: 'percentOff', percent: '10', pool } as const;
    expect(unitOffers(book({ ...off, id: 'a' }, percent), goods, true)).toHaveLength(1);
  });
});
