import { recorded } from './adjust/basket-terms.ts';
import { basketReductions, type LineReductions } from './adjust/line-reductions.ts';
import {
  assembleSale,
  type AssembleProblem,
  type DocIdentity,
  type SaleParts,
  type UnsettledParts,
} from './assemble-sale.ts';
import { must } from './assert.ts';
import { liveLines, type Basket, type BasketLine, type PriceLabel } from './basket.ts';
import {
  backLines,
  isOneTable,
  returnsOfExchange,
  withTaxesOf,
} from './exchange/basket-exchange.ts';
import { NOTHING } from './money.ts';
import type { OfferedTender } from './pay/settle-tenders.ts';
import { NO_SAVINGS, type BasketSavings } from './promotions/basket-savings.ts';
import { err, ok, type Result } from './result.ts';
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
export type CloseProblem =
  AssembleProblem | TaxProblem | 'empty-basket' | 'basket-closed' | 'other-taxes';

/** Turns a paid basket into its immutable document. */
export function closeSale(request: SaleRequest): Result<Sale, CloseProblem> {
  const { basket, cashPolicy, tenders, identity } = request;
  const parts = saleParts(request);
  if (!parts.ok) return parts;
  return assembleSale({
    ...parts.value,
    identity: { ...identity, startedMs: basket.startedMs },
    cashPolicy,
    tenders,
  });
}

type Unpaid = Pick<SaleRequest, 'basket' | 'savings' | 'taxSetup'> & {
  readonly identity: Pick<DocIdentity, 'cashier' | 'closedMs'>;
};

/** Everything of the document but its end: what comes back first, then what is sold (dom-E1). */
export function saleParts(request: Unpaid): Result<UnsettledParts, CloseProblem> {
  const { basket, taxSetup, savings = NO_SAVINGS } = request;
  if (basket.status !== 'open') return err('basket-closed');
  const sold = liveLines(basket);
  if (sold.length === 0) return err('empty-basket');
  const held = heldBasket(basket, taxSetup, savings);
  const reductions = basketReductions(held, taxSetup, savings);
  if (!reductions.ok) return reductions;
  const taxed = reducedTotals(held, taxSetup, reductions.value);
  if (!taxed.ok) return taxed;
  const { exchange } = basket;
  const own = { currency: taxSetup.currency, price_mode: taxSetup.priceMode };
  // The store's taxes may have changed while the basket stood open.
  if (exchange !== undefined && !isOneTable(own, exchange.taxes, taxSetup)) {
    return err('other-taxes');
  }
  return ok({
    taxSetup: withTaxesOf(taxSetup, exchange),
    lines: [
      ...backLines(basket).map(({ line }) => line),
      ...sold.map((line, at) =>
        saleLine(
          line,
          must(taxed.value.lines[at], 'a taxed line for each live line'),
          reductions.value.get(line.lineId),
        ),
      ),
    ],
    voids: basket.voids.map(({ article, name, qtyMilli, unitPrice, atMs }) => ({
      article,
      name,
      qty_milli: qtyMilli,
      unit_price: unitPrice,
      at_ms: atMs,
    })),
    ...(exchange === undefined ? {} : { returnsOf: returnsOfExchange(exchange) }),
    terms: {
      ...termsOf(held === basket ? basket : withDropTold(held, request.identity)),
      ...servedBy(basket, request.identity.cashier),
    },
  });
}

/** The exemption that the goods had outgrown: the sale says that it was given and did not hold. */
function withDropTold(basket: Basket, { cashier, closedMs }: Unpaid['identity']): Basket {
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

/** A pack's label as a document keeps it. */
export function saleLabel({ bookPrice, weightMilli }: PriceLabel): NonNullable<SaleLine['label']> {
  return {
    book_price: bookPrice,
    ...(weightMilli === undefined ? {} : { weight_milli: weightMilli }),
  };
}
