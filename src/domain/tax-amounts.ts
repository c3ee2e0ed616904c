import { allocate } from './allocate.ts';
import {
  add,
  divide,
  multiply,
  ONE,
  overCommonDenominator,
  rational,
  round,
  ZERO,
  type Rational,
  type RoundingMode,
} from './rational.ts';
import type { ExactTax, PriceMode } from './tax-setup.ts';

/** A line when its discounts are off: the magnitude that tax is computed on. */
export type TaxableLine = {
  readonly net: bigint;
  /** The taxes the line carries, in the order of the tax table. */
  readonly taxes: readonly ExactTax[];
};

/** Tax of one line in minor units by tax code, as magnitudes. */
export type LineTax = ReadonlyMap<string, bigint>;

/** Multipliers of a line's taxes on its price without tax, compounding in order (vec-tax-T5). */
function multipliers(taxes: readonly ExactTax[]): Map<string, Rational> {
  const result = new Map<string, Rational>();
  let sum = ZERO;
  for (const { code, fraction, compound } of taxes) {
    const multiplier = compound ? multiply(fraction, add(ONE, sum)) : fraction;
    result.set(code, multiplier);
    sum = add(sum, multiplier);
  }
  return result;
}

/** The unrounded tax of a line by code: net * m, or net * m / M when prices include tax. */
function exactLineTax(line: TaxableLine, priceMode: PriceMode): Map<string, Rational> {
  const byCode = multipliers(line.taxes);
  const whole = [...byCode.values()].reduce(add, ONE);
  const net = rational(line.net);
  const base = priceMode === 'inclusive' ? divide(net, whole) : net;
  return new Map([...byCode].map(([code, multiplier]) => [code, multiply(base, multiplier)]));
}

/** Rounds each tax of each line by itself (vec-tax-T6). */
export function taxPerLine(line: TaxableLine, priceMode: PriceMode, mode: RoundingMode): LineTax {
  if (priceMode === 'inclusive') {
    const exact = exactLineTax(line, priceMode);
    return new Map([...exact].map(([code, amount]) => [code, round(amount, mode)]));
  }
  const rounded = new Map<string, bigint>();
  let earlier = 0n;
  for (const { code, fraction, compound } of line.taxes) {
    // T6: a compound tax stands on the ROUNDED earlier taxes here, on the exact ones in T7.
    const base = compound ? line.net + earlier : line.net;
    const amount = round(multiply(rational(base), fraction), mode);
    rounded.set(code, amount);
    earlier += amount;
  }
  return rounded;
}

/**
 * Rounds each tax once for a whole group of lines and splits it back by largest remainder
 * (vec-tax-T7). Sale and return lines are two groups, which the caller keeps apart.
 */
export function taxPerGroup(
  lines: readonly TaxableLine[],
  priceMode: PriceMode,
  mode: RoundingMode,
): LineTax[] {
  const exact = lines.map((line) => exactLineTax(line, priceMode));
  const split = lines.map(() => new Map<string, bigint>());
  const codes = new Set(exact.flatMap((line) => [...line.keys()]));
  for (const code of codes) {
    const carried = exact.map((line) => line.get(code) ?? ZERO);
    const { nums, den } = overCommonDenominator(carried);
    const sum = nums.reduce((left, right) => left + right, 0n);
    const parts = allocate(round(rational(sum, den), mode), nums);
    exact.forEach((line, position) => {
      if (line.has(code)) split[position]?.set(code, parts[position] ?? 0n);
    });
  }
  return split;
}
