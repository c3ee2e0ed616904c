import type { Discount } from '../discount.ts';
import { isMinor, minor, type Minor } from '../money.ts';
import { rational } from '../rational.ts';
import type { DiscountReason } from './reason.ts';

/**
 * A discount that a person gives, of a line or of the basket; JSON-safe. `hundredths` are of a
 * percent: 1250 is 12.5 %. `of` is what the goods came to when the amount was given: where less is
 * left of them, less is left of the discount, so that voids cannot turn a tenth into the whole.
 */
export type ManualDiscount = {
  readonly reason: DiscountReason;
  /** The limit of who gave it, minor units: further goods do not carry it higher. */
  readonly most?: Minor;
} & (
  | { readonly kind: 'percent'; readonly hundredths: number }
  | { readonly kind: 'amount'; readonly amount: Minor; readonly of: Minor }
);

/** 100 %. */
export const WHOLE_HUNDREDTHS = 10_000;

/** Whether it is one at all: above nothing, not more than everything it was given on. */
export function isManualDiscount(discount: ManualDiscount): boolean {
  const { most } = discount;
  if (most !== undefined && (!isMinor(most) || most < 0)) return false;
  if (discount.kind === 'percent') {
    const { hundredths } = discount;
    return Number.isInteger(hundredths) && hundredths > 0 && hundredths <= WHOLE_HUNDREDTHS;
  }
  const { amount, of } = discount;
  return isMinor(amount) && isMinor(of) && amount > 0 && amount <= of;
}

/** What it asks for on goods that come to `now` minor units, as the tax arithmetic takes it. */
export function discountNow(given: ManualDiscount, now: bigint): Discount {
  if (given.kind === 'percent') {
    return { kind: 'percent', value: rational(BigInt(given.hundredths), 100n) };
  }
  const amount = BigInt(given.amount);
  const of = BigInt(given.of);
  return { kind: 'amount', value: minor(now >= of ? amount : (amount * now) / of) };
}
