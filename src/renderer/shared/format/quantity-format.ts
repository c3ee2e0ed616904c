import { numberFormat } from './kept-formats.ts';
import { formatQuantity, milli } from '../../../domain/quantity.ts';

/** "2" for two pieces, "0,742" for a weighed line in de-DE. Quantity in thousandths. */
export function formatQty(qtyMilli: number, locale: string): string {
  const text = formatQuantity(milli(qtyMilli)) as Intl.StringNumericLiteral;
  return numberFormat(locale, { maximumFractionDigits: 3 }).format(text).replace('-', '\u2212');
}
