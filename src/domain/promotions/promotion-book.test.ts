import { describe, expect, it } from 'vitest';
import { minor } from '../money.ts';
import { rational } from '../rational.ts';
import { MORNING } from '../testing/promotion-arbitraries.ts';
import { applyPromotions } from './apply-promotions.ts';
import { readPromotions } from './promotion-book.ts';
import type { Promotion } from './promotion.ts';

const ALL = { all: true };

describe('reading promotions', () => {
  it('vec-promo-P4: leaves out what it cannot read by name, and keeps the others', () => {
    const book = readPromotions([
      { id: 'a', type: 'percentOff', percent: '101', pool: ALL },
      { id: 'b', type: 'nForPrice', n: 0, price: minor(100), pool: ALL },
      { id: 'c', stage: 'basket', pool: ALL, tiers: [{ spend: minor(1), amount: minor(-1) }] },
      { id: 'd', type: 'bundle', price: minor(100), slots: [] },
      { id: 'e', type: 'percentOff', percent: '10', pool: ALL },
      { id: 'e', type: 'percentOff', percent: '20', pool: ALL },
    ]);
    expect(book.refused).toEqual([
      { id: 'a', problem: 'bad-percent' },
      { id: 'b', problem: 'bad-count' },
      { id: 'c', problem: 'bad-amount' },
      { id: 'd', problem: 'bad-count' },
      { id: 'e', problem: 'duplicate-id' },
    ]);
    expect(book.items.map(({ terms }) => terms.id)).toEqual(['e']);
  });

  it('vec-promo-P3: a pool is all, some numbers or some tags, without the excluded numbers', () => {
    const pools = [ALL, { skus: ['A'] }, { tags: ['x'] }, { skus: ['A', 'B'], tags: ['x'] }, {}];
    const matched = pools.map((pool) =>
      ['A', 'B', 'C'].filter((sku) => {
        const promotion: Promotion = {
          id: 'p',
          type: 'amountOff',
          amount: minor(1),
          pool: { ...pool, excludeSkus: ['B'] },
        };
        const line = { id: '1', sku, tags: sku === 'C' ? ['x'] : [], unitPrice: minor(5) };
        const priced = applyPromotions(readPromotions([promotion]), MORNING, [
          { ...line, qty: rational(1n) },
        ]);
        return priced.totalDiscount > 0;
      }),
    );
    expect(matched).toEqual([['A', 'C'], ['A'], ['C'], ['A', 'C'], []]);
  });
});
