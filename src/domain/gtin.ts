import { err, ok, type Result } from './result.ts';

/** A GTIN-8, -12, -13 or -14 padded to 14 digits: the key of every look-up (dom-B1). */
export type Gtin14 = string & { readonly __unit: 'gtin14' };

/** Why digits are no GTIN, in the words of the barcode vectors (vec-barcodes-B2). */
export type GtinProblem = 'charset' | 'length' | 'check-digit';

const LENGTHS: readonly number[] = [8, 12, 13, 14];

/**
 * The GS1 check digit of the digits before it: weights 3,1,3,1… from the right (vec-barcodes-B1).
 * It misses neighbours that were swapped and differ by 5.
 */
export function gtinCheckDigit(digitsBefore: string): number {
  let sum = 0;
  for (let fromRight = 0; fromRight < digitsBefore.length; fromRight += 1) {
    const digit = Number(digitsBefore[digitsBefore.length - 1 - fromRight]);
    sum += fromRight % 2 === 0 ? digit * 3 : digit;
  }
  return (10 - (sum % 10)) % 10;
}

/** Checks a GTIN and pads it to 14 digits. */
export function normaliseGtin(text: string): Result<Gtin14, GtinProblem> {
  if (!/^[0-9]+$/.test(text)) return err('charset');
  if (!LENGTHS.includes(text.length)) return err('length');
  if (gtinCheckDigit(text.slice(0, -1)) !== Number(text.at(-1))) return err('check-digit');
  return ok(text.padStart(14, '0') as Gtin14);
}
