import { liveLines, type Basket } from './basket.ts';
import { quantityValue } from './quantity.ts';
import type { Result } from './result.ts';
import { taxDocument, type TaxedDocument, type TaxProblem } from './tax.ts';
import type { TaxSetup } from './tax-setup.ts';

/** The money of a basket as it stands: the very numbers its sale will carry. */
export function basketTotals(basket: Basket, setup: TaxSetup): Result<TaxedDocument, TaxProblem> {
  const lines = liveLines(basket).map((line) => ({
    id: line.lineId,
    qty: quantityValue(line.qtyMilli),
    unitPrice: line.unitPrice,
    taxes: line.taxCodes,
    discountable: line.discountable,
  }));
  return taxDocument(setup, lines);
}
