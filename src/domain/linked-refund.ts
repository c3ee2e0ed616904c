import { minor, negate, type Minor } from './money.ts';
import {
  add,
  compare,
  divide,
  multiply,
  rational,
  round,
  ZERO,
  type Rational,
} from './rational.ts';
import { err, ok, type Result } from './result.ts';
import type { PriceMode } from './tax-setup.ts';

/** The stored amounts of a sold line. */
export type SoldAmounts = {
  readonly netExclTax: Minor;
  readonly tax: Readonly<Record<string, Minor>>;
  readonly gross: Minor;
};

/** What is being brought back: of `sold` pieces `before` came back earlier, `now` come back. */
export type ReturnedQuantity = {
  readonly sold: Rational;
  readonly before: Rational;
  readonly now: Rational;
};

/** Why a quantity cannot be refunded. */
export type RefundProblem = 'nothing-to-return' | 'more-than-sold';

/** A share of an amount that belongs to one step of a return; see `refundPart`. */
export type RefundPart = (amount: Minor) => Minor;

/**
 * The share of any stored amount that this step gives back: round(x*a/n) - round(x*b/n). Each step
 * is a difference of one running sum, so all steps together are exactly the amount (vec-tax-T9).
 */
export function refundPart(quantity: ReturnedQuantity): Result<RefundPart, RefundProblem> {
  const { sold, before, now } = quantity;
  if (compare(sold, ZERO) <= 0 || compare(now, ZERO) <= 0 || compare(before, ZERO) < 0) {
    return err('nothing-to-return');
  }
  const after = add(before, now);
  if (compare(after, sold) > 0) return err('more-than-sold');
  const upTo = (amount: Minor, returned: Rational): bigint =>
    round(divide(multiply(rational(BigInt(amount)), returned), sold), 'half-up');
  return ok((amount) => minor(upTo(amount, after) - upTo(amount, before)));
}

/** Refunds stored amounts; nothing is recomputed from price or rate (vec-tax-T9, dom-T1). */
export function linkedRefund(
  priceMode: PriceMode,
  original: SoldAmounts,
  quantity: ReturnedQuantity,
): Result<SoldAmounts, RefundProblem> {
  const part = refundPart(quantity);
  if (!part.ok) return part;
  const tax = Object.entries(original.tax).map(
    ([code, amount]) => [code, negate(part.value(amount))] as const,
  );
  const taxSum = tax.reduce((sum, [, amount]) => sum + amount, 0);
  const kept = negate(part.value(priceMode === 'inclusive' ? original.gross : original.netExclTax));
  return ok({
    netExclTax: priceMode === 'inclusive' ? minor(kept - taxSum) : kept,
    tax: Object.fromEntries(tax),
    gross: priceMode === 'inclusive' ? kept : minor(kept + taxSum),
  });
}
