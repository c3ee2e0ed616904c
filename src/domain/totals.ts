import {
  basketReductions,
  type BasketReductions,
  type LineReductions,
} from './adjust/line-reductions.ts';
import { liveLines, type Basket } from './basket.ts';
import { quantityValue } from './quantity.ts';
import { minor } from './money.ts';
import { NO_SAVINGS, type BasketSavings } from './promotions/basket-savings.ts';
import type { Result } from './result.ts';
import { taxDocument, type PricedLine, type TaxedDocument, type TaxProblem } from './tax.ts';
import type { TaxSetup } from './tax-setup.ts';

/** The money of a basket as it stands: the very numbers its sale will carry. */
export function basketTotals(
  basket: Basket,
  setup: TaxSetup,
  savings: BasketSavings = NO_SAVINGS,
): Result<TaxedDocument, TaxProblem> {
  const reductions = basketReductions(basket, setup, savings);
  return reductions.ok ? reducedTotals(basket, setup, reductions.value) : reductions;
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
