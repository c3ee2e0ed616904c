import { assert } from './assert.ts';
import { currencyExponent, type Currency } from './currency.ts';
import { err, ok, type Result } from './result.ts';

/**
 * An amount in minor units of the document's currency (cents for EUR), always a safe integer and
 * never -0 (vec-C1, vec-C5). The currency stands once on the document, not beside each amount.
 */
export type Minor = number & { readonly __unit: 'minor' };

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Whether a whole number of minor units can be held exactly. */
export function fitsMinor(amount: bigint): boolean {
  return amount <= MAX_SAFE && amount >= -MAX_SAFE;
}

/** Whether a number of unknown origin is a legal amount. */
export function isMinor(amount: number): amount is Minor {
  return Number.isSafeInteger(amount);
}

/** Brands an amount that is known to be a safe integer; anything else is a bug. */
export function minor(amount: number | bigint): Minor {
  const value = Number(amount);
  assert(Number.isSafeInteger(value), `minor units are safe integers, got ${amount}`);
  return (value === 0 ? 0 : value) as Minor;
}

export const NOTHING: Minor = minor(0);

/** The same amount the other way round; nothing stays nothing. */
export function negate(amount: Minor): Minor {
  return minor(0 - amount);
}

/** Exact sum; the terms come from a document whose total was checked to fit. */
export function sumMinor(amounts: Iterable<Minor>): Minor {
  let sum = 0n;
  for (const amount of amounts) sum += BigInt(amount);
  return minor(sum);
}

/** "13.53" for 1353 EUR, "-0.05", "1353" for JPY: plain ASCII, for journals, paper and tests. */
export function formatMinor(amount: Minor, currency: Currency): string {
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const sign = amount < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** Why a typed amount was refused. */
export type AmountProblem = 'not-an-amount' | 'too-many-decimals' | 'too-large';

const TYPED = /^(\d{1,20})(?:[.,](\d{1,20}))?$/;

/**
 * Reads an amount typed with a decimal mark: "13,53" and "13.53" are 1353 EUR, "13" is 1300.
 * Grouping marks are refused: "1.234" means different money in Bern and in Berlin.
 */
export function parseTypedAmount(text: string, currency: Currency): Result<Minor, AmountProblem> {
  const match = TYPED.exec(text.trim());
  if (match === null) return err('not-an-amount');
  const [, whole = '', fraction = ''] = match;
  const exponent = currencyExponent(currency);
  if (fraction.length > exponent) return err('too-many-decimals');
  return fromDigits(whole + fraction.padEnd(exponent, '0'));
}

/** Reads an amount keyed as minor units on the number pad: "1353" is 13.53 EUR. */
export function parseKeypadAmount(digits: string): Result<Minor, AmountProblem> {
  return /^\d{1,20}$/.test(digits) ? fromDigits(digits) : err('not-an-amount');
}

function fromDigits(digits: string): Result<Minor, AmountProblem> {
  const amount = BigInt(digits);
  return fitsMinor(amount) ? ok(minor(amount)) : err('too-large');
}
