import { recorded } from './adjust/basket-terms.ts';
import { basketReductions, type LineReductions } from './adjust/line-reductions.ts';
import {
  assembleSale,
  type AssembleProblem,
  type DocIdentity,
  type SaleParts,
} from './assemble-sale.ts';
import { must } from './assert.ts';
import { liveLines, type Basket, type BasketLine, type PriceLabel } from './basket.ts';
import { NOTHING } from './money.ts';
import type { OfferedTender } from './pay/settle-tenders.ts';
import { NO_SAVINGS, type BasketSavings } from './promotions/basket-savings.ts';
import { err, type Result } from './result.ts';
import type { Sale, SaleLine } from './sale.ts';
import type { TaxedLine, TaxProblem } from './tax.ts';
import type { TaxSetup } from './tax-setup.ts';
import type { CashPolicy } from './tender.ts';
import { heldBasket, reducedTotals } from './totals.ts';

/** Everything a sale is made of. `tenders` is what was handed over, in order. */
export type SaleRequest = {
  readonly basket: Basket;
  /** What promotions take off the basket's lines. */
  readonly savings?: BasketSavings;
  readonly taxSetup: TaxSetup;
  readonly cashPolicy: CashPolicy;
  readonly tenders: readonly OfferedTender[];
  readonly identity: Omit<DocIdentity, 'startedMs'>;
};

/** Why a basket cannot be sold. */
export type CloseProblem = AssembleProblem | TaxProblem | 'empty-basket' | 'basket-closed';

/** Turns a paid basket into its immutable document. */
export function closeSale(request: SaleRequest): Result<Sale, CloseProblem> {
  const { basket, taxSetup, cashPolicy, tenders, savings = NO_SAVINGS } = request;
  if (basket.status !== 'open') return err('basket-closed');
  const sold = liveLines(basket);
  if (sold.length === 0) return err('empty-basket');
  const held = heldBasket(basket, taxSetup, savings);
  const reductions = basketReductions(held, taxSetup, savings);
  if (!reductions.ok) return reductions;
  const taxed = reducedTotals(held, taxSetup, reductions.value);
  if (!taxed.ok) return taxed;
  return assembleSale({
    identity: { ...request.identity, startedMs: basket.startedMs },
    taxSetup,
    cashPolicy,
    lines: sold.map((line, at) =>
      saleLine(
        line,
        must(taxed.value.lines[at], 'a taxed line for each live line'),
        reductions.value.get(line.lineId),
      ),
    ),
    voids: basket.voids.map(({ article, name, qtyMilli, unitPrice, atMs }) => ({
      article,
      name,
      qty_milli: qtyMilli,
      unit_price: unitPrice,
      at_ms: atMs,
    })),
    tenders,
    terms: {
      ...termsOf(held === basket ? basket : withDropTold(held, request.identity)),
      ...servedBy(basket, request.identity.cashier),
    },
  });
}

/** The exemption that the goods had outgrown: the sale says that it was given and did not hold. */
function withDropTold(basket: Basket, { cashier, closedMs }: SaleRequest['identity']): Basket {
  return recorded(basket, { action: 'taken-back', of: 'tax-exempt', cashier, at_ms: closedMs });
}

/** Whoever took the money alone is named by the sale already. */
function servedBy({ servedBy: known = [] }: Basket, cashier: string): { served_by?: string[] } {
  return known.every((number) => number === cashier) ? {} : { served_by: [...known] };
}

function termsOf({
  taxExempt,
  note,
  member,
  coupons = [],
  acts = [],
  ageChecks = [],
}: Basket): NonNullable<SaleParts['terms']> {
  return {
    ...(taxExempt === undefined ? {} : { tax_exempt: taxExempt }),
    ...(note === undefined ? {} : { note }),
    ...(member === undefined ? {} : { member }),
    ...(coupons.length === 0 ? {} : { coupons: [...coupons] }),
    // A copy: the document is frozen, the basket is not.
    ...(acts.length === 0 ? {} : { acts: acts.map((act) => ({ ...act })) }),
    ...(ageChecks.length === 0 ? {} : { age_checks: ageChecks.map((check) => ({ ...check })) }),
  };
}

function saleLine(line: BasketLine, taxed: TaxedLine, saved: LineReductions | undefined): SaleLine {
  return {
    line: line.lineId,
    article: line.article,
    ...(line.gtin === undefined ? {} : { gtin: line.gtin }),
    name: line.name,
    qty_milli: line.qtyMilli,
    unit_price: line.unitPrice,
    ext: taxed.ext,
    line_discount: saved?.lineDiscount ?? NOTHING,
    doc_discount: saved?.docDiscount ?? NOTHING,
    net: taxed.netExclTax,
    tax: taxed.tax,
    gross: taxed.gross,
    tax_class: line.taxClass,
    price_stamp: { hlc: line.priceStamp.hlc, origin: line.priceStamp.origin },
    ...(line.label === undefined ? {} : { label: saleLabel(line.label) }),
    ...(saved?.promotions === undefined ? {} : { promotions: saved.promotions }),
    ...(saved?.reductions === undefined ? {} : { reductions: saved.reductions }),
    ...(line.override === undefined ? {} : { override: saleOverride(line.override) }),
    ...(line.depositOf === undefined ? {} : { deposit_of: line.depositOf }),
    ...(line.openPrice === undefined ? {} : { open_price: true as const }),
    ...(line.storedValue === undefined ? {} : { stored_value: { ...line.storedValue } }),
  };
}

function saleOverride({
  bookPrice,
  reason,
}: NonNullable<BasketLine['override']>): NonNullable<SaleLine['override']> {
  return { book_price: bookPrice, reason };
}

function saleLabel({ bookPrice, weightMilli }: PriceLabel): NonNullable<SaleLine['label']> {
  return {
    book_price: bookPrice,
    ...(weightMilli === undefined ? {} : { weight_milli: weightMilli }),
  };
}
