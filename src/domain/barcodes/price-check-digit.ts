/*
 * The price or measure check digit (vec-barcodes-B6, GS1 General Specifications 7.9). Its functions
 * on a digit d: 2- = 2d less its tens, 3 = 3d, 5+ = 5d plus its tens, 5- = 5d less its tens.
 */

const tens = (value: number): number => Math.floor(value / 10);
const twoMinus = (d: number): number => (2 * d - tens(2 * d)) % 10;
const fivePlus = (d: number): number => (5 * d + tens(5 * d)) % 10;
const fiveMinus = (d: number): number => (5 * d - tens(5 * d)) % 10;

/** Check digit over a field of four or five digits; undefined for any other length. */
export function priceCheckDigit(field: string): number | undefined {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = Array.from(field, Number);
  if (field.length === 4) {
    return ((twoMinus(a) + twoMinus(b) + 3 * c + fiveMinus(d)) * 3) % 10;
  }
  if (field.length !== 5) return undefined;
  const sum = fivePlus(a) + twoMinus(b) + fiveMinus(c) + fivePlus(d) + twoMinus(e);
  const wanted = (10 - (sum % 10)) % 10;
  // 5- takes each of the ten values once, so there is exactly one such digit.
  return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find((digit) => fiveMinus(digit) === wanted);
}
