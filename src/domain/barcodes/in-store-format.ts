import { must } from '../assert.ts';
import { gtinCheckDigit, normaliseGtin, type Gtin14 } from '../gtin.ts';
import { minor, type Minor } from '../money.ts';
import { rational, round } from '../rational.ts';
import { err, ok, type Result } from '../result.ts';
import { decimalText } from './decimal-text.ts';
import { priceCheckDigit } from './price-check-digit.ts';
import type { InStoreFormat, VariableCode } from './scanned-code.ts';

/** The first format that fits a valid 13-digit number; a store's order decides (vec-barcodes-B5). */
export function matchFormat(
  digits13: string,
  formats: readonly InStoreFormat[],
): InStoreFormat | undefined {
  return formats.find((format) => {
    const digits = digitsOfPattern(digits13, format.pattern);
    return digits !== undefined && fits(digits, format.pattern);
  });
}

/** Takes a matching number apart. */
export function readInStoreCode(
  digits13: string,
  format: InStoreFormat,
): Result<VariableCode, 'price-check-digit'> {
  const { pattern, name, decimals, unit } = format;
  const digits = must(digitsOfPattern(digits13, pattern), 'digits of a pattern that matched');
  const price = fieldOf(digits, pattern, 'P');
  const weight = fieldOf(digits, pattern, 'W');
  const verifier = fieldOf(digits, pattern, 'V');
  if (verifier !== '' && format.verifies !== false) {
    const check = priceCheckDigit(price === '' ? weight : price);
    if (String(check) !== verifier) return err('price-check-digit');
  }
  return ok({
    kind: 'variable',
    format: name,
    itemRef: fieldOf(digits, pattern, 'I'),
    baseGtin: baseGtin(digits, pattern),
    ...(price === '' ? {} : { price: priceOf(price, decimals, format.currencyExponent ?? 0) }),
    ...(weight === '' ? {} : { weight: decimalText(weight, decimals) }),
    ...(weight === '' || unit === undefined ? {} : { unit }),
  });
}

/** A 12-character pattern is of a UPC-A, which is a 13-digit number that starts with 0. */
function digitsOfPattern(digits13: string, pattern: string): string | undefined {
  if (pattern.length === 13) return digits13;
  return pattern.length === 12 && digits13.startsWith('0') ? digits13.slice(1) : undefined;
}

function fits(digits: string, pattern: string): boolean {
  return Array.from(pattern).every((sign, at) => !/[0-9]/.test(sign) || sign === digits[at]);
}

function fieldOf(digits: string, pattern: string, sign: string): string {
  return Array.from(digits)
    .filter((_, at) => pattern[at] === sign)
    .join('');
}

/** Whole minor units; places finer than the currency are rounded (vec-C2). */
function priceOf(digits: string, decimals: number, exponent: number): Minor {
  const value = rational(BigInt(digits) * 10n ** BigInt(exponent), 10n ** BigInt(decimals));
  return minor(Number(round(value, 'half-up')));
}

function baseGtin(digits: string, pattern: string): Gtin14 {
  const body = Array.from(digits.slice(0, -1), (digit, at) =>
    /[VPW]/.test(pattern[at] ?? '') ? '0' : digit,
  ).join('');
  const gtin = normaliseGtin(`${body}${gtinCheckDigit(body)}`);
  return must(gtin.ok ? gtin.value : undefined, 'a GTIN from its own check digit');
}
