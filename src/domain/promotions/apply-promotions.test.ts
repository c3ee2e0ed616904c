import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bruteForce } from '../testing/brute-force-promotions.ts';
import {
  anyLines,
  anyPromotions,
  itemPromotions,
  MORNING,
  pieceLines,
} from '../testing/promotion-arbitraries.ts';
import { minor } from '../money.ts';
import { rational } from '../rational.ts';
import { applyPromotions, type PromotedBasket, type PromotionLine } from './apply-promotions.ts';
import { readPromotions } from './promotion-book.ts';
import type { Promotion } from './promotion.ts';

function price(promotions: readonly Promotion[], lines: readonly PromotionLine[]): PromotedBasket {
  return applyPromotions(readPromotions(promotions), MORNING, lines);
}

const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);

describe('the search for the best', () => {
  it('vec-promo-P5: finds what trying everything finds', () => {
    fc.assert(
      fc.property(itemPromotions(4), pieceLines(7), (promotions, lines) => {
        const units = lines.flatMap(({ sku, tags, unitPrice, qty }) =>
          Array.from({ length: Number(qty.num) }, () => ({ sku, tags, price: unitPrice })),
        );
        const promoted = price(promotions, lines);
        expect(promoted.isExact).toBe(true);
        expect(promoted.totalDiscount).toBe(bruteForce(promotions, units));
      }),
      { numRuns: 400 },
    );
  });

  it('vec-promo-P5: a promotion more, at the lowest priority, never makes goods dearer', () => {
    fc.assert(
      fc.property(itemPromotions(4), itemPromotions(1), pieceLines(10), (some, [more], lines) => {
        fc.pre(more !== undefined);
        const before = price(some, lines).totalDiscount;
        const late = { ...more, id: 'more', priority: -1 };
        expect(
          price([...some, { ...more, id: 'more' }], lines).totalDiscount,
        ).toBeGreaterThanOrEqual(before);
        expect(price([...some, late], lines).totalDiscount).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('vec-promo-P5: the order of the lines does not change what deals on goods save', () => {
    fc.assert(
      fc.property(itemPromotions(5), pieceLines(12), (promotions, lines) => {
        const [total, turned] = [lines, lines.toReversed()].map(
          (order) => price(promotions, order).total,
        );
        expect(turned).toBe(total);
      }),
    );
  });

  it('vec-promo-P5: of equal savings it takes the one that leaves goods to a lower priority', () => {
    const line = (id: string): PromotionLine => ({
      id,
      sku: id,
      tags: ['t'],
      qty: rational(1n),
      unitPrice: minor(500),
    });
    const first: Promotion = {
      id: 'pair',
      type: 'nForPrice',
      n: 2,
      price: minor(800),
      pool: { tags: ['t'] },
      priority: 1,
    };
    const second: Promotion = { id: 'a', type: 'percentOff', percent: '10', pool: { skus: ['A'] } };
    const promoted = price([first, second], [line('A'), line('B'), line('C')]);
    expect(promoted.promotions).toEqual({ pair: 200, a: 50 });
  });
});

describe('every basket', () => {
  it('vec-promo-P6, vec-promo-P9: no line goes below nothing, and every sum adds up', () => {
    fc.assert(
      fc.property(anyPromotions(4), anyLines(), (promotions, lines) => {
        const promoted = price(promotions, lines);
        for (const line of promoted.lines) {
          const discounts = [line.itemDiscount, line.stackDiscount, line.basketDiscount];
          expect(Math.min(line.net, ...discounts)).toBeGreaterThanOrEqual(0);
          expect(line.net + sum(discounts)).toBe(line.regular);
          expect(sum(line.savings.map(({ amount }) => amount))).toBe(sum(discounts));
        }
        expect(sum(Object.values(promoted.promotions))).toBe(promoted.totalDiscount);
        expect(sum(promoted.lines.map(({ net }) => net))).toBe(promoted.total);
        expect(promoted.total + promoted.totalDiscount).toBe(
          sum(promoted.lines.map(({ regular }) => regular)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('vec-promo-P4: no promotion is applied more often than its limit', () => {
    const three: Promotion = {
      id: 'two-at-half',
      type: 'percentOff',
      percent: '50',
      pool: { all: true },
      maxApplications: 2,
    };
    const line = { sku: 'A', tags: [], qty: rational(5n) };
    const promoted = price(
      [three],
      [
        { ...line, id: '1', unitPrice: minor(100) },
        { ...line, id: '2', sku: 'B', qty: rational(1n), unitPrice: minor(300) },
      ],
    );
    expect(promoted.lines.map(({ itemDiscount }) => itemDiscount)).toEqual([50, 150]);
  });
});

describe('vec-promo-P1: goods by weight', () => {
  const ham = { id: '1', sku: 'HAM', tags: [], unitPrice: minor(1000) };
  const fixed: Promotion = {
    id: 'ham',
    type: 'fixedPrice',
    price: minor(800),
    pool: { skus: ['HAM'] },
  };
  const saved = (milli: bigint, isWeighed: boolean): number =>
    price([fixed], [{ ...ham, qty: rational(milli, 1000n), isWeighed }]).totalDiscount;

  it('a weighing that comes to whole kilograms is no number of pieces', () => {
    expect(saved(1999n, true)).toBe(0);
    expect(saved(2000n, true)).toBe(saved(1999n, true));
    expect(saved(2000n, false)).toBe(400);
  });
});
