import type { Basket } from '../basket.ts';
import { err, ok, type Result } from '../result.ts';

/** What a customer shows: a member's card or coupons; `null` takes the card back. */
export type CardAction =
  | { readonly type: 'show-member'; readonly member: string | null }
  | { readonly type: 'show-coupon'; readonly coupon: string }
  | { readonly type: 'take-back-coupons' };

export type CardProblem = 'coupon-shown' | 'too-many-coupons';

/** Coupons of one sale: the search for the best deals stays within its bound. */
export const MOST_COUPONS = 20;

/** One card a sale, the last shown counts; each coupon once (dom-P8). */
export function changeCards(basket: Basket, action: CardAction): Result<Basket, CardProblem> {
  switch (action.type) {
    case 'show-member': {
      const { member: old, ...plain } = basket;
      if (action.member === (old ?? null)) return ok(basket);
      return ok(action.member === null ? plain : { ...plain, member: action.member });
    }
    case 'show-coupon': {
      const { coupons = [] } = basket;
      if (coupons.includes(action.coupon)) return err('coupon-shown');
      if (coupons.length >= MOST_COUPONS) return err('too-many-coupons');
      return ok({ ...basket, coupons: [...coupons, action.coupon] });
    }
    case 'take-back-coupons': {
      const { coupons: _old, ...plain } = basket;
      return ok(plain);
    }
  }
}
