import { parseDecimal, rational, round, type Rational } from '../rational.ts';

/** A percentage as an exact fraction between 0 and 1. */
export type Fraction = Rational;

/** Reads "12.5" as 125/1000; undefined when it is no percentage between 0 and 100. */
export function percentFraction(text: string): Fraction | undefined {
  const percent = parseDecimal(text);
  if (!percent.ok) return undefined;
  const { num, den } = percent.value;
  return num < 0n || num > den * 100n ? undefined : rational(num, den * 100n);
}

/** ROUND(amount * percent / 100), halves away from zero (vec-C2). */
export function partOf(amount: number, { num, den }: Fraction): number {
  return Number(round(rational(BigInt(amount) * num, den), 'half-up'));
}
