import { liveLines, type Basket } from './basket.ts';
import { quantityValue } from './quantity.ts';
import { minor } from './money.ts';
import { NO_SAVINGS, type BasketSavings, type LineSavings } from './promotions/basket-savings.ts';
import type { Result } from './result.ts';
import { taxDocument, type PricedLine, type TaxedDocument, type TaxProblem } from './tax.ts';
import type { TaxSetup } from './tax-setup.ts';

/** The money of a basket as it stands: the very numbers its sale will carry. */
export function basketTotals(
  basket: Basket,
  setup: TaxSetup,
  savings: BasketSavings = NO_SAVINGS,
): Result<TaxedDocument, TaxProblem> {
  const lines = liveLines(basket).map((line) => ({
    id: line.lineId,
    qty: quantityValue(line.qtyMilli),
    unitPrice: line.unitPrice,
    taxes: line.taxCodes,
    discountable: line.discountable,
    ...discountOf(savings.get(line.lineId)),
  }));
  return taxDocument(setup, lines);
}

/** Tax does not care which promotion it was: what is left of the line is taxed. */
function discountOf(saved: LineSavings | undefined): Pick<PricedLine, 'discount'> {
  if (saved === undefined) return {};
  return { discount: { kind: 'amount', value: minor(saved.lineDiscount + saved.docDiscount) } };
}
