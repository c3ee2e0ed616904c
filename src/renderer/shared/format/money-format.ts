import { assert } from '../../../domain/assert.ts';
import { currencyExponent, isCurrency, type Currency } from '../../../domain/currency.ts';
import { formatMinor, minor, parseKeypadAmount, parseTypedAmount } from '../../../domain/money.ts';
import { numberFormat } from './kept-formats.ts';
import type { TillFace } from '../till-api.ts';

export type MoneySetting = Pick<TillFace, 'locale' | 'currency'>;

/** "13,53 €" for 1353 in de-DE; `bare` leaves the currency away, for columns of one currency. */
export function formatMoney(
  amount: number,
  { locale, currency }: MoneySetting,
  form: 'full' | 'bare' = 'full',
): string {
  const known = knownCurrency(currency);
  // A decimal text is exact to Intl, so no amount ever becomes a float.
  const text = formatMinor(minor(amount), known) as Intl.StringNumericLiteral;
  return withMinusSign(formatter(locale, known, form).format(text));
}

/**
 * Reads what was keyed: digits alone are minor units ("1353" is 13.53), a decimal mark makes it
 * whole units ("13," is 13.00). Undefined while it is no amount, e.g. nothing yet.
 */
export function readKeyedAmount(keyed: string, currency: string): number | undefined {
  if (/^\d+$/.test(keyed)) return valueOf(parseKeypadAmount(keyed));
  return valueOf(parseTypedAmount(keyed.replace(/[.,]$/, ''), knownCurrency(currency)));
}

function valueOf(read: ReturnType<typeof parseKeypadAmount>): number | undefined {
  return read.ok ? read.value : undefined;
}

/** "−5": the typographic minus is as wide as a figure, a hyphen is easily missed. */
function withMinusSign(text: string): string {
  return text.replace('-', '\u2212');
}

function formatter(locale: string, currency: Currency, form: 'full' | 'bare'): Intl.NumberFormat {
  const places = currencyExponent(currency);
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  return numberFormat(
    locale,
    form === 'full' ? { style: 'currency', currency, ...digits } : digits,
  );
}

/** The worker refuses a store profile whose currency the till cannot count in. */
function knownCurrency(currency: string): Currency {
  assert(isCurrency(currency), `currency ${currency} has no known minor unit`);
  return currency;
}
