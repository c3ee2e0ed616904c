/**
 * Digits with a point before the last `places`: "001250", 3 → "1.250". Exactly that many places, no
 * superfluous leading zeros, at least one digit before the point (vec-barcodes-B10).
 */
export function decimalText(digits: string, places: number): string {
  const padded = digits.padStart(places + 1, '0');
  const whole = padded.slice(0, padded.length - places).replace(/^0+(?=\d)/, '');
  return places === 0 ? whole : `${whole}.${padded.slice(-places)}`;
}
