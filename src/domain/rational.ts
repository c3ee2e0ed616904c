import { assert } from './assert.ts';
import { err, ok, type Result } from './result.ts';

/**
 * An exact fraction. Rates such as 9.975 % and shares such as 1/3 have no binary floating point
 * form, and cents times a scaled rate passes 2^53 (dom-M3), so all arithmetic between two roundings
 * happens here. Invariant: den > 0n. Not reduced; equal values may have different forms.
 */
export type Rational = { readonly num: bigint; readonly den: bigint };

/** The two ways to round a half: away from zero, or to the even neighbour (vec-C2). */
export type RoundingMode = 'half-up' | 'half-even';

export const ZERO: Rational = { num: 0n, den: 1n };
export const ONE: Rational = { num: 1n, den: 1n };

/** num/den as a Rational; a whole number when den is left out. */
export function rational(num: bigint, den = 1n): Rational {
  assert(den !== 0n, 'a fraction has a non-zero denominator');
  return den > 0n ? { num, den } : { num: -num, den: -den };
}

export function add(a: Rational, b: Rational): Rational {
  // Lines of one document mostly share a denominator; keeping it stops the numbers from growing.
  if (a.den === b.den) return { num: a.num + b.num, den: a.den };
  return { num: a.num * b.den + b.num * a.den, den: a.den * b.den };
}

export function multiply(a: Rational, b: Rational): Rational {
  return { num: a.num * b.num, den: a.den * b.den };
}

export function divide(a: Rational, b: Rational): Rational {
  return rational(a.num * b.den, a.den * b.num);
}

/** -1, 0 or 1 for a < b, a = b, a > b. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const difference = a.num * b.den - b.num * a.den;
  if (difference === 0n) return 0;
  return difference > 0n ? 1 : -1;
}

export function magnitude(a: Rational): Rational {
  return a.num < 0n ? { num: -a.num, den: a.den } : a;
}

/**
 * ROUND of rule vec-C2: to the nearest integer, halves by the mode. Works on the magnitude and puts
 * the sign back, so that round(-x) = -round(x) and a refund mirrors its sale (dom-R3).
 */
export function round(value: Rational, mode: RoundingMode): bigint {
  const { num, den } = magnitude(value);
  const floor = num / den;
  const twiceRest = (num % den) * 2n;
  const up = twiceRest > den || (twiceRest === den && (mode === 'half-up' || floor % 2n === 1n));
  const rounded = up ? floor + 1n : floor;
  return value.num < 0n ? -rounded : rounded;
}

/** Fractions over one denominator: exact integer weights for `allocate`, and a sum that stays small. */
export type CommonFractions = { readonly nums: readonly bigint[]; readonly den: bigint };

/** Scales fractions to one denominator. Each different one counts once, however many lines share it. */
export function overCommonDenominator(values: readonly Rational[]): CommonFractions {
  const den = [...new Set(values.map((value) => value.den))].reduce((a, b) => a * b, 1n);
  return { nums: values.map((value) => value.num * (den / value.den)), den };
}

const DECIMAL = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/;

/** Reads a decimal string such as "9.975", "-0.250" or "3" exactly. */
export function parseDecimal(text: string): Result<Rational, 'bad-decimal'> {
  const match = DECIMAL.exec(text);
  if (match === null) return err('bad-decimal');
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = BigInt(whole + fraction);
  return ok(rational(sign === '-' ? -digits : digits, 10n ** BigInt(fraction.length)));
}
