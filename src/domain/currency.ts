/**
 * Decimal places of the minor unit, ISO 4217 (dom-M1). HUF has 2 although its smallest coin is
 * 5 forint: the coin is the cash increment of tender.ts, another setting (dom-M2).
 */
const EXPONENTS = {
  AUD: 2,
  BHD: 3,
  CAD: 2,
  CHF: 2,
  CZK: 2,
  DKK: 2,
  EUR: 2,
  GBP: 2,
  HUF: 2,
  ISK: 0,
  JPY: 0,
  KWD: 3,
  NOK: 2,
  NZD: 2,
  PLN: 2,
  RON: 2,
  SEK: 2,
  USD: 2,
} as const;

/** An ISO 4217 code that a till can be set to. */
export type Currency = keyof typeof EXPONENTS;

/** Whether the text is a currency that a till can be set to. */
export function isCurrency(text: string): text is Currency {
  return Object.hasOwn(EXPONENTS, text);
}

/** Decimal places of the currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyExponent(currency: Currency): number {
  return EXPONENTS[currency];
}

/** ISO 4217 numbers, as GS1 codes name a currency (AI 393n). */
const NUMBERS: Readonly<Record<Currency, string>> = {
  AUD: '036',
  BHD: '048',
  CAD: '124',
  CHF: '756',
  CZK: '203',
  DKK: '208',
  EUR: '978',
  GBP: '826',
  HUF: '348',
  ISK: '352',
  JPY: '392',
  KWD: '414',
  NOK: '578',
  NZD: '554',
  PLN: '985',
  RON: '946',
  SEK: '752',
  USD: '840',
};

/** The currency's three-figure ISO 4217 number. */
export function currencyNumber(currency: Currency): string {
  return NUMBERS[currency];
}
