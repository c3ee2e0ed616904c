import type { AgeCheck } from './asks/age-check.ts';
import type { ChangeStamp } from './change-stamp.ts';
import type { ManualDiscount } from './adjust/manual-discount.ts';
import type { LimitReach } from './adjust/permissions.ts';
import type { ExemptReason, PriceReason } from './adjust/reason.ts';
import type { BasketExchange } from './exchange/basket-exchange.ts';
import type { BasketId } from './ids.ts';
import type { Minor } from './money.ts';
import type { BasketTender } from './pay/basket-tenders.ts';
import type { Milli } from './quantity.ts';
import type { SaleAct } from './sale.ts';

/** An article as it is sold now: looked up and priced before it enters a basket. */
export type BasketArticle = {
  readonly article: string;
  readonly gtin?: string;
  readonly name: string;
  /** Department, by which promotions may find it. */
  readonly dept?: string;
  readonly unitPrice: Minor;
  readonly taxCodes: readonly string[];
  readonly taxClass: string;
  readonly discountable: boolean;
  readonly priceStamp: ChangeStamp;
  readonly label?: PriceLabel;
  /** Its price is of a kilogram. */
  readonly byWeight?: true;
  /** Its price was keyed, within the bounds of the article. */
  readonly openPrice?: true;
  /** Not goods: its price goes on this card (dom-I7). */
  readonly storedValue?: LoadedValue;
};

/** A card that a line puts value on, by the code that head office knows. */
export type LoadedValue = { readonly type: 'gift-card'; readonly code: string };

/**
 * The pack's own label named the price, and it is sold at that, one piece a label (dom-B5). Kept with
 * what the price book said of a piece or kilogram, so that a label that no longer matches can be found.
 */
export type PriceLabel = {
  readonly bookPrice: Minor;
  /** What the label's price stands for: for stock only, it prices nothing. */
  readonly weightMilli?: Milli;
};

/** One line. A voided line stays where it was, struck through, and counts nowhere. */
export type BasketLine = BasketArticle & {
  readonly lineId: string;
  readonly qtyMilli: Milli;
  readonly voided: boolean;
  readonly discount?: ManualDiscount;
  /** The line whose deposit it is: it has that line's pieces and goes with it (ASK6). */
  readonly depositOf?: string;
  /** A person named the price; what it would have been, and why. */
  readonly override?: { readonly bookPrice: Minor; readonly reason: PriceReason };
};

/** Goods taken off a basket before payment: journalled with item and amount (dom-X1). */
export type BasketVoid = {
  readonly lineId: string;
  readonly article: string;
  readonly name: string;
  readonly qtyMilli: Milli;
  readonly unitPrice: Minor;
  readonly atMs: number;
};

/** Everything that undo brings back: the goods and their terms, never the records of them. */
export type BasketTerms = {
  readonly lines: readonly BasketLine[];
  readonly selectedLineId: string | null;
  readonly discount?: ManualDiscount;
  readonly taxExempt?: ExemptReason;
  /** The limit of who exempted it: an exemption that goods carry beyond it does not hold. */
  readonly exemptWithin?: LimitReach;
  readonly note?: string;
  /** Number of the member's card that was shown. */
  readonly member?: string;
  /** Coupons that were shown, each once. */
  readonly coupons?: readonly string[];
  /** The highest age, in years, that the customer was found to have. */
  readonly ageChecked?: number;
  /** Goods of one receipt that come back with it (dom-E1). */
  readonly exchange?: BasketExchange;
};

/** What the customer is about to buy; JSON-safe, so that a restart finds it again. */
export type Basket = BasketTerms & {
  readonly basketId: BasketId;
  readonly startedMs: number;
  readonly status: 'open' | 'cancelled';
  readonly voids: readonly BasketVoid[];
  /** Who changed which price or tax, on whose word (dom-A4, dom-A6). Only ever grows. */
  readonly acts?: readonly SaleAct[];
  /** Taken while something is still open, in order; goods and prices stand still meanwhile. */
  readonly tenders?: readonly BasketTender[];
  /** When somebody looked at the customer's age. Only ever grows. */
  readonly ageChecks?: readonly AgeCheck[];
  /** Numbers of who added goods, in the order they came. */
  readonly servedBy?: readonly string[];
  /** What undo goes back to, newest last; at most `MOST_STEPS_BACK`. */
  readonly past?: readonly BasketTerms[];
};

/** A basket before its first article. */
export function emptyBasket(basketId: BasketId, startedMs: number): Basket {
  return { basketId, startedMs, status: 'open', lines: [], voids: [], selectedLineId: null };
}

/** The lines that will be sold. */
export function liveLines(basket: Basket): BasketLine[] {
  return basket.lines.filter((line) => !line.voided);
}

/** No goods at all, in either direction. */
export function isWithoutGoods(basket: Basket): boolean {
  return basket.lines.length === 0 && basket.exchange === undefined;
}

/** Nothing left to sell, but something to tell: voids or changes that belong to whoever made them. */
export function onlyRecords(basket: Basket): boolean {
  const { voids, acts = [], exchange } = basket;
  return exchange === undefined && liveLines(basket).length === 0 && voids.length + acts.length > 0;
}
