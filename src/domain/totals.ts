import {
  basketReductions,
  type BasketReductions,
  type LineReductions,
} from './adjust/line-reductions.ts';
import { isWithin } from './adjust/permissions.ts';
import { liveLines, type Basket } from './basket.ts';
import { quantityValue } from './quantity.ts';
import { minor } from './money.ts';
import { NO_SAVINGS, type BasketSavings } from './promotions/basket-savings.ts';
import type { Result } from './result.ts';
import { backLines, withTaxesOf } from './exchange/basket-exchange.ts';
import {
  documentTotalsOf,
  taxDocument,
  taxTotalsOf,
  type PricedLine,
  type TaxedDocument,
  type TaxProblem,
} from './tax.ts';
import type { TaxSetup } from './tax-setup.ts';

/** The money of a basket as it stands: the very numbers its sale will carry. */
export function basketTotals(
  basket: Basket,
  setup: TaxSetup,
  savings: BasketSavings = NO_SAVINGS,
): Result<TaxedDocument, TaxProblem> {
  const held = heldBasket(basket, setup, savings);
  const reductions = basketReductions(held, setup, savings);
  return reductions.ok ? reducedTotals(held, setup, reductions.value) : reductions;
}

/**
 * The basket as it is sold: an exemption that its goods have carried beyond the limit of who gave it
 * does not hold (ADR 18). Without those goods it holds again, as it was given.
 */
export function heldBasket(basket: Basket, setup: TaxSetup, savings: BasketSavings): Basket {
  const { taxExempt, exemptWithin, ...taxed } = basket;
  if (taxExempt === undefined || exemptWithin === undefined) return basket;
  const due = basketTotals(taxed, setup, savings);
  if (!due.ok) return taxed;
  const { tax, netExclTax } = due.value.totals;
  const size = { amount: BigInt(tax), of: BigInt(netExclTax) };
  return isWithin(exemptWithin, size) ? basket : taxed;
}

/** What is due in all: the goods that are sold, less those that come back (dom-E1, dom-T3). */
export function dueTotals(
  basket: Basket,
  setup: TaxSetup,
  sold: TaxedDocument,
): Pick<TaxedDocument, 'totals' | 'taxTotals'> {
  const back = backLines(basket).map(({ line: { net, tax, gross } }) => ({
    netExclTax: net,
    tax,
    gross,
  }));
  if (back.length === 0) return sold;
  const lines = [...back, ...sold.lines];
  const taxes = withTaxesOf(setup, basket.exchange);
  return { totals: documentTotalsOf(lines), taxTotals: taxTotalsOf(taxes, lines) };
}

/** The same where it is known what comes off. */
export function reducedTotals(
  basket: Basket,
  setup: TaxSetup,
  reductions: BasketReductions,
): Result<TaxedDocument, TaxProblem> {
  const isExempt = basket.taxExempt !== undefined;
  const lines = liveLines(basket).map((line) => ({
    id: line.lineId,
    qty: quantityValue(line.qtyMilli),
    unitPrice: line.unitPrice,
    taxes: isExempt ? [] : line.taxCodes,
    discountable: line.discountable,
    ...discountOf(reductions.get(line.lineId)),
  }));
  return taxDocument(setup, lines);
}

/** Tax does not care who gave it: what is left of the line is taxed. */
function discountOf(saved: LineReductions | undefined): Pick<PricedLine, 'discount'> {
  if (saved === undefined) return {};
  return { discount: { kind: 'amount', value: minor(saved.lineDiscount + saved.docDiscount) } };
}
