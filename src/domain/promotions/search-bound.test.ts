import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minor } from '../money.ts';
import { rational } from '../rational.ts';
import { itemPromotions, MORNING, pieceLines } from '../testing/promotion-arbitraries.ts';
import { applyPromotions, type PromotionLine } from './apply-promotions.ts';
import { readPromotions } from './promotion-book.ts';
import type { ItemPromotion } from './promotion.ts';

/** Pairs, triples and so on over one pool of unlike prices: as tangled as promotions can be. */
const TANGLED: readonly ItemPromotion[] = Array.from({ length: 24 }, (_, at) => ({
  id: `d${at}`,
  type: 'nForPrice',
  n: 2 + (at % 5),
  price: minor(150 + at * 11),
  pool: { tags: [`t${at % 7}`, `t${(at * 3 + 1) % 7}`] },
}));

const GOODS: readonly PromotionLine[] = Array.from({ length: 40 }, (_, at) => ({
  id: String(at + 1),
  sku: String(at),
  tags: [`t${at % 7}`, `t${(at * 5) % 7}`],
  qty: rational(2n),
  unitPrice: minor(90 + ((at * 37) % 211)),
}));

describe('a search that meets its bound', () => {
  it('vec-promo-P5: says so, and still gives more than the best deal by itself', () => {
    const promoted = applyPromotions(readPromotions(TANGLED), MORNING, GOODS);
    expect(promoted.isExact).toBe(false);
    for (const deal of TANGLED) {
      const alone = applyPromotions(readPromotions([deal]), MORNING, GOODS);
      expect(promoted.totalDiscount).toBeGreaterThan(alone.totalDiscount);
    }
  });

  it('vec-promo-P5: is never worse than no promotions, nor better than the exact search', () => {
    fc.assert(
      fc.property(itemPromotions(5), pieceLines(10), (promotions, lines) => {
        const book = readPromotions(promotions);
        const exact = applyPromotions(book, MORNING, lines);
        const bounded = applyPromotions(book, MORNING, lines, { searchStates: 0 });
        expect(bounded.totalDiscount).toBeGreaterThanOrEqual(0);
        expect(bounded.totalDiscount).toBeLessThanOrEqual(exact.totalDiscount);
        if (bounded.isExact) expect(bounded.totalDiscount).toBe(exact.totalDiscount);
      }),
    );
  });

  it('vec-promo-P1: a pallet in one line is priced, and says that not all of it was searched', () => {
    const triple: ItemPromotion = {
      id: '3for2',
      type: 'buyXGetY',
      buy: { pool: { all: true }, qty: 2 },
      get: { qty: 1, percent: '100' },
    };
    const pallet = { id: '1', sku: 'A', tags: [], qty: rational(999_999n), unitPrice: minor(100) };
    const promoted = applyPromotions(readPromotions([triple]), MORNING, [pallet]);
    expect(promoted.isExact).toBe(false);
    expect(promoted.totalDiscount).toBeGreaterThanOrEqual(100_000);
  });
});
