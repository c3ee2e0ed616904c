import type { AgeCheck } from './asks/age-check.ts';
import type { GuardedAction } from './adjust/permissions.ts';
import type { ExemptReason, PriceReason, Reason } from './adjust/reason.ts';
import type { OtherTenderReason, PostVoidReason, ReturnReason } from './after/after-reason.ts';
import type { BusinessDate } from './business-date.ts';
import type { ChangeStamp } from './change-stamp.ts';
import type { Currency } from './currency.ts';
import type { DocId, ShiftId } from './ids.ts';
import type { Minor } from './money.ts';
import type { SaleTender } from './pay/sale-tender.ts';
import type { Milli } from './quantity.ts';
import type { PriceMode, TaxRate, TaxRounding } from './tax-setup.ts';

/** What one promotion took off a line: its name as the customer read it, and which row it came from. */
export type SalePromotion = {
  readonly id: string;
  readonly name: string;
  readonly amount: Minor;
} & ChangeStamp;

/**
 * What a person took off a line: of the line itself, its share of the basket's discount, or the tax
 * inside its price that an exempt customer does not pay. A magnitude.
 */
export type SaleReduction = {
  readonly kind: 'line' | 'basket' | 'tax';
  readonly reason: Reason;
  readonly amount: Minor;
};

/**
 * One use of a right before payment, also one that was taken back: who did it, why, how much, and who
 * signed for it where the cashier's own right did not reach (dom-A4).
 */
export type SaleAct = {
  readonly action: GuardedAction | 'undo' | 'taken-back' | 'tender-back';
  /** Of `undo` and `taken-back`: what was given up. */
  readonly of?: GuardedAction;
  readonly line?: string;
  readonly article?: string;
  readonly reason?: Reason | ReturnReason | PostVoidReason | OtherTenderReason;
  /** Of a percent. */
  readonly hundredths?: number;
  /** What it took off when it was done; of `tender-back`, what the customer got back. */
  readonly amount?: Minor;
  readonly price?: Minor;
  readonly book_price?: Minor;
  readonly cashier: string;
  readonly approver?: string;
  readonly at_ms: number;
};

/** One sold (or, with a negative quantity, returned) line. Discounts are magnitudes. */
export type SaleLine = {
  readonly line: string;
  readonly article: string;
  readonly gtin?: string;
  readonly name: string;
  readonly qty_milli: Milli;
  readonly unit_price: Minor;
  /** Quantity times price before any discount. */
  readonly ext: Minor;
  readonly line_discount: Minor;
  readonly doc_discount: Minor;
  /** Without tax. */
  readonly net: Minor;
  readonly tax: Readonly<Record<string, Minor>>;
  /** With tax: net + tax. */
  readonly gross: Minor;
  readonly tax_class: string;
  readonly price_stamp: ChangeStamp;
  /** The price stood on the pack's label; what the price book said, and the weight it stands for. */
  readonly label?: { readonly book_price: Minor; readonly weight_milli?: Milli };
  /** Magnitudes that sum, with the reductions, to both discounts. */
  readonly promotions?: readonly SalePromotion[];
  readonly reductions?: readonly SaleReduction[];
  /** `unit_price` was named by a person; what the price book or the label said. */
  readonly override?: { readonly book_price: Minor; readonly reason: PriceReason };
  /** The line whose deposit it is. */
  readonly deposit_of?: string;
  /** The article has no price of its own: this one was keyed. */
  readonly open_price?: true;
  /** Not turnover but a liability: its gross went on this card (dom-I7). */
  readonly stored_value?: { readonly type: 'gift-card'; readonly code: string };
  /** Why the customer brought it back; on return lines alone. */
  readonly return_reason?: ReturnReason;
};

/** Goods taken off the basket before payment (dom-X1). */
export type SaleVoid = {
  readonly article: string;
  readonly name: string;
  readonly qty_milli: Milli;
  readonly unit_price: Minor;
  readonly at_ms: number;
};

/** What the till ran with, so that any old document can be explained (D13). */
export type SaleVersions = {
  readonly build: string;
  readonly catalogue: string;
  readonly tax: string;
  readonly flags: readonly ({ readonly key: string; readonly variant: string } & ChangeStamp)[];
};

/**
 * The document that a return refers to; `lines[i]` is the original line of this document's `lines[i]`,
 * and `sold[i]` how much of it was sold there. An exchange has further lines behind them (dom-E1).
 */
export type ReturnsOf = {
  readonly doc_id: DocId;
  readonly doc_no: string;
  readonly lines: readonly string[];
  readonly sold?: readonly Milli[];
};

/**
 * A closed document, immutable for ever; corrections are new documents (dom-X1). JSON-safe and
 * made of integers and texts only: it travels as the body of a `sale` op, hence its field names.
 */
export type Sale = {
  readonly doc_id: DocId;
  readonly doc_no: string;
  readonly series: string;
  readonly number: number;
  /** Nobody bought anything: it was practised (dom-X3). */
  readonly training?: true;
  readonly shift_id: ShiftId;
  readonly business_date: BusinessDate;
  readonly store: string;
  readonly till: string;
  readonly cashier: string;
  readonly started_ms: number;
  readonly closed_ms: number;
  readonly currency: Currency;
  readonly price_mode: PriceMode;
  readonly rounding: TaxRounding;
  /** The taxes that its lines carry, in the order they apply. */
  readonly taxes: readonly TaxRate[];
  readonly lines: readonly SaleLine[];
  readonly voids: readonly SaleVoid[];
  readonly tax_totals: readonly {
    readonly code: string;
    readonly net_base: Minor;
    readonly amount: Minor;
  }[];
  readonly totals: { readonly net: Minor; readonly tax: Minor; readonly gross: Minor };
  /** What cash settlement added to the total; untaxed (vec-cash-R1). */
  readonly cash_rounding: Minor;
  readonly tenders: readonly SaleTender[];
  readonly versions: SaleVersions;
  readonly returns_of?: ReturnsOf;
  /** The whole of `returns_of` was undone on the same day (dom-X2). */
  readonly post_void?: { readonly reason: PostVoidReason };
  readonly tax_exempt?: ExemptReason;
  readonly note?: string;
  /** Number of the member's card: who that is stands elsewhere (dom-A7). */
  readonly member?: string;
  readonly coupons?: readonly string[];
  /** The customer was found old enough for some of it. */
  readonly age_checks?: readonly AgeCheck[];
  /** Who added goods, where it was not `cashier` alone, who took the money. */
  readonly served_by?: readonly string[];
  readonly acts?: readonly SaleAct[];
};
