import type { Promotion } from '../src/contracts/promotion.ts';
import type { SeedRow } from '../tools/demo/seed/region-rows.ts';

/** With the demo's own, the number that goals are stated for. */
const PROMOTIONS = 194;
/** Keys of what counts in the store of the bench begin so. */
export const ZONE = 'eu-lu/';
const KINDS = 5;

/** Promotions of every kind a shelf carries, each on a few articles that the bench also scans. */
export function shopPromotions(articles: readonly string[]): SeedRow[] {
  return Array.from({ length: PROMOTIONS }, (_, nth) => ({
    ds: 'promotion',
    k: `${ZONE}bench-${nth}`,
    op: 'put',
    v: promotionOn(
      [0, 1, 2].map((n) => articles[(nth * 3 + n) % articles.length] ?? ''),
      nth,
    ),
  }));
}

function promotionOn(articles: string[], nth: number): Promotion {
  const name = `Shelf ${nth}`;
  const pool = { articles };
  switch (nth % KINDS) {
    case 0:
      return { type: 'percent-off', name, percent: '10', pool };
    case 1:
      return { type: 'amount-off', name, amount: 5, pool };
    case 2:
      return { type: 'n-for-price', name, n: 2, price: 99, pool };
    case 3:
      return { type: 'buy-get', name, buy: { pool, qty: 2 }, get: { qty: 1, percent: '100' } };
    default:
      return { type: 'tiered-percent', name, pool, tiers: [{ min: 2, percent: '5' }] };
  }
}
