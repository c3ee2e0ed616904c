import { currencyExponent, type Currency } from '../currency.ts';
import { fitsMinor, minor, NOTHING, type Minor } from '../money.ts';
import { divide, multiply, parseDecimal, rational, type Rational } from '../rational.ts';
import type { CashPolicy } from '../tender.ts';

/** What one unit of a foreign currency is worth in the store's, as an exact decimal, and from when. */
export type ForeignRate = { readonly fromMs: number; readonly rate: string };

/** The notes of one other currency that a store takes. */
export type ForeignMoney = { readonly currency: Currency; readonly rates: readonly ForeignRate[] };

/** The rate in force at this time; undefined before the first, and where it is no positive decimal. */
export function rateAt({ rates }: ForeignMoney, ms: number): ForeignRate | undefined {
  const held = rates.filter(({ fromMs }) => fromMs <= ms).sort((a, b) => b.fromMs - a.fromMs)[0];
  const worth = held && parseDecimal(held.rate);
  return worth?.ok === true && worth.value.num > 0n ? held : undefined;
}

/**
 * What foreign notes are worth, in minor units of the store's currency and down to its smallest coin:
 * what is left of them is given back in coins (dom-C2). Undefined where it is beyond all amounts.
 */
export function worthOf(
  given: Minor,
  rate: string,
  of: { readonly foreign: Currency; readonly own: Currency; readonly cash: CashPolicy },
): Minor | undefined {
  const worth = multiply(rational(BigInt(given)), perMinor(rate, of));
  const coin = BigInt(of.cash.increment);
  const coins = worth.num / (worth.den * coin);
  return fitsMinor(coins * coin) ? minor(coins * coin) : undefined;
}

/** The least foreign amount, in its minor units, that is worth at least this. */
export function foreignDue(
  due: Minor,
  rate: string,
  of: { readonly foreign: Currency; readonly own: Currency },
): Minor {
  if (due <= 0) return NOTHING;
  const { num, den } = divide(rational(BigInt(due)), perMinor(rate, of));
  const up = (num + den - 1n) / den;
  return fitsMinor(up) ? minor(up) : NOTHING;
}

/** Own minor units for one foreign minor unit. */
function perMinor(
  rate: string,
  { foreign, own }: { readonly foreign: Currency; readonly own: Currency },
): Rational {
  const worth = parseDecimal(rate);
  const scale = (currency: Currency): bigint => 10n ** BigInt(currencyExponent(currency));
  const units = rational(scale(own), scale(foreign));
  return worth.ok ? multiply(worth.value, units) : rational(0n);
}
