import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowestPrice } from '../../../domain/after/lowest-price.ts';
import { minor } from '../../../domain/money.ts';
import { applyPromotions } from '../../../domain/promotions/apply-promotions.ts';
import { readPromotions } from '../../../domain/promotions/promotion-book.ts';
import type { Promotion, PromotionWindow } from '../../../domain/promotions/promotion.ts';
import { rational } from '../../../domain/rational.ts';
import { anyPromotions } from '../../../domain/testing/promotion-arbitraries.ts';
import { wallClock } from '../promotions/promotion-desk.ts';
import { chargedOne } from './charged-one.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const BERLIN = (ms: number): string => wallClock(ms, 'Europe/Berlin');
const NOW = Date.parse('2026-11-21T12:00:00Z');
const STRETCH = { sinceMs: NOW - 30 * DAY, nowMs: NOW };
const PIECE = { sku: 'A', tags: ['red'], isWeighed: false };
const pool = { tags: ['red'] };

function lowestOf(
  promotions: readonly Promotion[],
  { goods = PIECE, stretch = STRETCH, steps = [{ fromMs: 0, amount: 1000 }] } = {},
): number | undefined {
  const charged = chargedOne(readPromotions(promotions), goods, stretch, BERLIN);
  return lowestPrice(steps, charged, stretch)?.amount;
}

describe('dom-T2: what one piece was sold at', () => {
  const price = minor(800);
  it.each<Promotion>([
    { id: 'single', type: 'percentOff', percent: '20', pool },
    { id: 'member', memberOnly: true, type: 'percentOff', percent: '20', pool },
    { id: 'stack', stage: 'stack', percent: '20', pool },
    { id: 'tier', type: 'tieredPercent', pool, tiers: [{ min: 1, percent: '20' }] },
    { id: 'one-for', type: 'nForPrice', n: 1, price, pool },
    { id: 'bundle', type: 'bundle', price, slots: [{ pool, qty: 1 }] },
    { id: 'gift', type: 'buyXGetY', buy: { pool, qty: 0 }, get: { qty: 1, percent: '20' } },
  ])('$id lowers a single piece, so it comes back lower', (promotion) => {
    expect(lowestOf([promotion])).toBe(800);
  });

  it.each<Promotion>([
    { id: 'coupon', coupon: 'C', type: 'percentOff', percent: '20', pool },
    { id: 'three', type: 'nForPrice', n: 3, price, pool },
    { id: 'basket', stage: 'basket', pool, tiers: [{ spend: minor(1), percent: '20' }] },
    { id: 'other', type: 'percentOff', percent: '20', pool: { skus: ['B'] } },
  ])('$id is not the price of a piece', (promotion) => {
    expect(lowestOf([promotion])).toBe(1000);
  });

  it('of weighed goods only a percentage', () => {
    const goods = { ...PIECE, isWeighed: true };
    const amount = { id: 'a', type: 'amountOff', amount: minor(50), pool } as const;
    const percent = { id: 'p', type: 'percentOff', percent: '10', pool } as const;
    expect(lowestOf([amount], { goods })).toBe(1000);
    expect(lowestOf([amount, percent], { goods })).toBe(900);
  });

  it('two that ran at different hours were never charged together', () => {
    const early = { from: '08:00', to: '10:00' };
    const late = { from: '18:00', to: '20:00' };
    const off = { percent: '20', pool } as const;
    const item = { ...off, id: 'i', type: 'percentOff' } as const;
    const stack = { ...off, id: 's', stage: 'stack' } as const;
    const at = (hours: NonNullable<PromotionWindow['hours']>) => ({ window: { hours } });
    expect(
      lowestOf([
        { ...item, ...at(early) },
        { ...stack, ...at(late) },
      ]),
    ).toBe(800);
    expect(
      lowestOf([
        { ...item, ...at(early) },
        { ...stack, ...at(early) },
      ]),
    ).toBe(640);
  });

  it('is what the engine charged at some minute, and at none less; where the clock is put back too', () => {
    // The hour from 02:00 to 03:00 is there twice that night.
    const from = Date.parse('2026-10-25T00:00:00Z');
    const stretch = { sinceMs: from + 20 * MINUTE, nowMs: from + 140 * MINUTE };
    const time = fc.constantFrom('01:40', '02:00', '02:15', '02:40', '03:00', '03:10', '23:00');
    const date = time.map((text) => `2026-10-25T${text}`);
    const windowOf: fc.Arbitrary<PromotionWindow> = fc.record(
      {
        from: date,
        to: date,
        hours: fc.record({ from: time, to: time }),
        days: fc.subarray([6, 7]),
      },
      { requiredKeys: [] },
    );
    const stepOf = fc.tuple(fc.integer({ min: 0, max: 140 }), fc.integer({ min: 1, max: 900 }));
    fc.assert(
      fc.property(
        anyPromotions(3),
        fc.array(windowOf, { minLength: 7, maxLength: 7 }),
        fc.uniqueArray(stepOf, { selector: ([at]) => at, minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (drawn, windows, prices, isWeighed) => {
          const promotions = drawn.map((one, at) => ({ ...one, window: windows[at] ?? {} }));
          const goods = { ...PIECE, isWeighed };
          const steps = prices.map(([at, amount]) => ({ fromMs: from + at * MINUTE, amount }));
          const book = { ...readPromotions(promotions), baskets: [] };
          let least: number | undefined;
          for (let ms = stretch.sinceMs; ms <= stretch.nowMs; ms += MINUTE) {
            const held = steps
              .filter(({ fromMs }) => fromMs <= ms)
              .sort((a, b) => b.fromMs - a.fromMs)[0];
            if (held === undefined) continue;
            for (const member of [false, true]) {
              const moment = { now: BERLIN(ms), member, coupons: [] };
              const line = { ...goods, id: '1', qty: rational(1n), unitPrice: minor(held.amount) };
              least = Math.min(least ?? Infinity, applyPromotions(book, moment, [line]).total);
            }
          }
          expect(lowestOf(promotions, { goods, stretch, steps })).toBe(least);
        },
      ),
    );
  });
});
