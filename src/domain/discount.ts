import { allocate } from './allocate.ts';
import type { Minor } from './money.ts';
import { multiply, rational, round, type Rational, type RoundingMode } from './rational.ts';

/** A reduction by an amount in minor units, or by an exact percentage (10 = 10 %). */
export type Discount =
  | { readonly kind: 'amount'; readonly value: Minor }
  | { readonly kind: 'percent'; readonly value: Rational };

/** What a discount takes off an amount, never more than the amount (vec-tax-T3, vec-tax-T4). */
export function discountOn(amount: bigint, discount: Discount, mode: RoundingMode): bigint {
  const wanted =
    discount.kind === 'amount'
      ? BigInt(discount.value)
      : round(multiply(rational(amount), multiply(discount.value, rational(1n, 100n))), mode);
  return wanted > amount ? amount : wanted;
}

/** A line as a document discount sees it: what is left after its own discount. */
export type DiscountableLine = {
  readonly net: bigint;
  /** False for return lines and for goods that must never be reduced (dom-D4). */
  readonly eligible: boolean;
};

/** Spreads a document discount over the eligible lines in proportion to net (vec-tax-T4). */
export function documentDiscountShares(
  lines: readonly DiscountableLine[],
  discount: Discount,
  mode: RoundingMode,
): bigint[] {
  const weights = lines.map((line) => (line.eligible && line.net > 0n ? line.net : 0n));
  const eligibleNet = weights.reduce((left, right) => left + right, 0n);
  return allocate(discountOn(eligibleNet, discount, mode), weights);
}
