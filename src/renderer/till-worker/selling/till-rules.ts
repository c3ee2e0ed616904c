import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { must } from '../../../domain/assert.ts';
import type { Currency } from '../../../domain/currency.ts';
import { currencyExponent, isCurrency } from '../../../domain/currency.ts';
import { minor } from '../../../domain/money.ts';
import type { TaxSetup } from '../../../domain/tax-setup.ts';
import type { CashPolicy } from '../../../domain/tender.ts';
import type { ScanRules } from './find-scanned.ts';
import { dateFormat } from '../../shared/format/kept-formats.ts';

export type TillRules = { currency: Currency; taxSetup: TaxSetup; cashPolicy: CashPolicy };

/** Wire profile to domain rules: the only place that knows both. */
export function rulesOf(profile: StoreProfile): TillRules {
  const currency = must(
    isCurrency(profile.currency) ? profile.currency : undefined,
    `a known currency: ${profile.currency}`,
  );
  const { cash_policy: cash } = profile;
  return {
    currency,
    taxSetup: {
      currency,
      priceMode: profile.price_mode,
      rounding: profile.rounding,
      taxes: profile.taxes,
    },
    cashPolicy: {
      increment: minor(cash.increment),
      ...(cash.mode === undefined ? {} : { mode: cash.mode }),
      ...(cash.no_rounding_up_to === undefined
        ? {}
        : { noRoundingUpTo: minor(cash.no_rounding_up_to) }),
    },
  };
}

/** How the store's codes are read on its calendar date at that time. */
export function scanRulesAt(profile: StoreProfile, currency: Currency, ms: number): ScanRules {
  const { formats = [], past_best_before: past } = profile.barcodes ?? {};
  const exponent = currencyExponent(currency);
  return {
    formats: formats.map((format) => ({ ...format, currencyExponent: exponent })),
    today: businessDateAt(ms, profile.time_zone),
    sellsPastBestBefore: past !== 'refuse',
  };
}

/** Notes a customer hands over, per currency, minor units. */
const NOTES: Record<string, number[]> = {
  EUR: [500, 1000, 2000, 5000, 10000],
  USD: [100, 500, 1000, 2000, 5000, 10000],
  CAD: [500, 1000, 2000, 5000, 10000],
  GBP: [500, 1000, 2000, 5000],
  CHF: [1000, 2000, 5000, 10000],
};

export function notesOf(currency: string): number[] {
  return NOTES[currency] ?? [1000, 2000, 5000, 10000];
}

/** Trading day of a shift that opens now: the store's own calendar date (dom-Z10). */
export function businessDateAt(ms: number, timeZone: string): string {
  return dateFormat('en-CA', { timeZone, dateStyle: 'short' }).format(ms);
}
