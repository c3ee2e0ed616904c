import { parseJson } from '../../../contracts/parse.ts';
import { Promotion } from '../../../contracts/promotion.ts';
import type { LivePromotions } from '../../../domain/promotions/basket-savings.ts';
import { readPromotions } from '../../../domain/promotions/promotion-book.ts';
import type { Promotion as DomainPromotion } from '../../../domain/promotions/promotion.ts';
import type { HeldRow } from '../../../sync/adapters/till-db.ts';
import { promotionOf } from './promotion-of-row.ts';

export const NO_PROMOTIONS: LivePromotions = {
  book: readPromotions([]),
  about: new Map(),
  coupons: new Set(),
};

/**
 * The promotions of a price zone, in the order of their ids, so that every till prices alike. A row of
 * a shape that this version cannot read is left out: a newer head office may know more.
 */
export function livePromotions(rows: readonly HeldRow[], zone: string): LivePromotions {
  const promotions: DomainPromotion[] = [];
  const about = new Map<string, { id: string; name: string; hlc: number; origin: string }>();
  const coupons = new Set<string>();
  const mine = rows.filter((row) => row.k.startsWith(`${zone}/`));
  for (const { k, v, hlc, o } of mine.sort((a, b) => (a.k < b.k ? -1 : 1))) {
    const wire = v === null ? undefined : parseJson(Promotion, v);
    if (wire === undefined) continue;
    const id = k.slice(zone.length + 1);
    promotions.push(promotionOf(id, wire));
    if (wire.coupon !== undefined) coupons.add(wire.coupon);
    about.set(id, { id, name: wire.name, hlc, origin: o });
  }
  if (promotions.length === 0) return NO_PROMOTIONS;
  return { book: readPromotions(promotions), about, coupons };
}
