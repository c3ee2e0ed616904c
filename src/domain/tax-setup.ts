import type { Currency } from './currency.ts';
import { parseDecimal, rational, type Rational, type RoundingMode } from './rational.ts';
import { err, ok, type Result } from './result.ts';

/** Whether prices include every tax of their line (Europe) or none (US, Canada). */
export type PriceMode = 'inclusive' | 'exclusive';

/** Where tax is rounded, per line or once per document, and how halves go (dom-R4). */
export type TaxRounding = { readonly level: 'line' | 'document'; readonly mode: RoundingMode };

/** One tax as head office publishes it; JSON-safe. */
export type TaxRate = {
  readonly code: string;
  /** Exact decimal percentage: "9.975". */
  readonly rate: string;
  /** What the receipt calls it. */
  readonly label: string;
  /** Whether its base includes the earlier taxes of the line (dom-I2). */
  readonly compound: boolean;
};

/** Everything that decides the tax of a document. The order of `taxes` is the order of tax. */
export type TaxSetup = {
  readonly currency: Currency;
  readonly priceMode: PriceMode;
  readonly rounding: TaxRounding;
  readonly taxes: readonly TaxRate[];
};

/** A tax with its rate as an exact fraction of the base: 9.975 % is 9975/100000. */
export type ExactTax = {
  readonly code: string;
  readonly fraction: Rational;
  readonly compound: boolean;
};

/** Why a tax table cannot be used. */
export type TaxTableProblem = 'bad-tax-rate' | 'duplicate-tax-code';

/** Reads the rates of a table once, so that line arithmetic cannot fail on them. */
export function exactTaxes(taxes: readonly TaxRate[]): Result<ExactTax[], TaxTableProblem> {
  const exact: ExactTax[] = [];
  for (const { code, rate, compound } of taxes) {
    if (exact.some((tax) => tax.code === code)) return err('duplicate-tax-code');
    const percent = parseDecimal(rate);
    if (!percent.ok || percent.value.num < 0n) return err('bad-tax-rate');
    const fraction = rational(percent.value.num, percent.value.den * 100n);
    exact.push({ code, fraction, compound });
  }
  return ok(exact);
}
