import { currencyExponent, isCurrency } from '../../../../src/domain/currency.ts';
import type { Cell } from './dsfinvk-rows.ts';

/** Places of an amount in the tables, but for those that have five. */
export const PLACES = 2;

/** Places of the currency's minor unit; two where nobody told us of it. */
export const placesOf = (currency: string): number =>
  isCurrency(currency) ? currencyExponent(currency) : PLACES;

/** An amount in minor units, for a column of five places: exact, with two at least. */
export function exactMoney(units: number, currency: string): Cell {
  const places = Math.max(PLACES, placesOf(currency));
  return { units: units * 10 ** (places - placesOf(currency)), places };
}

/** An amount in minor units, for a column of two places: a third is rounded half away from zero. */
export function money(units: number, currency: string): Cell {
  const exact = exactMoney(units, currency);
  if (typeof exact === 'string' || exact.places === PLACES) return exact;
  const rounded = halfUp(BigInt(exact.units), 10n ** BigInt(exact.places - PLACES));
  return { units: rounded, places: PLACES };
}

/** `num / den`, rounded half away from zero. */
export function halfUp(num: bigint, den: bigint): number {
  const isNegative = num < 0n !== den < 0n;
  const [n, d] = [num < 0n ? -num : num, den < 0n ? -den : den];
  const size = Number((2n * n + d) / (2n * d));
  return isNegative && size !== 0 ? -size : size;
}
