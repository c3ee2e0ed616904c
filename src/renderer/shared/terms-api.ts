import type { DiscountReason, ExemptReason, PriceReason } from '../../domain/adjust/reason.ts';

/** A discount as a cashier asks for it: hundredths of a percent, or minor units. */
export type AskedDiscount = { reason: DiscountReason } & (
  { kind: 'percent'; hundredths: number } | { kind: 'amount'; amount: number }
);

/** What a person changes of prices and taxes; `null` takes it back. */
export type TermsChange =
  | { action: 'line-discount'; lineId: string; discount: AskedDiscount | null }
  | { action: 'basket-discount'; discount: AskedDiscount | null }
  | {
      action: 'price-override';
      lineId: string;
      price: { amount: number; reason: PriceReason } | null;
    }
  | { action: 'tax-exempt'; reason: ExemptReason | null };

/** Who signs for one action that the cashier's own right does not reach (dom-A4). */
export type Approver = { number: string; pin: string };

/** The kind of refusal that somebody else's signature lifts. */
export const NEEDS_APPROVAL = 'needs-approval';
