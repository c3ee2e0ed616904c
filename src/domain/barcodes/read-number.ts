import { normaliseGtin } from '../gtin.ts';
import { err, ok, type Result } from '../result.ts';
import { matchFormat, readInStoreCode } from './in-store-format.ts';
import type { BarcodeProblem, InStoreFormat, ScannedCode } from './scanned-code.ts';
import { readUpcE } from './upc-e.ts';

/** The codes that are nothing but a number, by what the scanner calls them. */
export type NumberSymbology = 'EAN13' | 'UPCA' | 'EAN8' | 'ITF14' | 'UPCE' | 'KEYED';

const LENGTHS = { EAN13: 13, UPCA: 12, EAN8: 8, ITF14: 14 } as const;

/** By length, as no symbology is known of keyed figures: eight of them are never UPC-E (dom-B2). */
const KEYED: Readonly<Record<number, Exclude<NumberSymbology, 'KEYED'>>> = {
  6: 'UPCE',
  8: 'EAN8',
  12: 'UPCA',
  13: 'EAN13',
  14: 'ITF14',
};

const RESTRICTED = /^(?:02|04|2)/;
const COUPON = /^(?:05|99|98[123])/;

/** Reads a plain number (vec-barcodes-B2 to B5): character set, then length, then check digit. */
export function readNumber(
  symbology: NumberSymbology,
  data: string,
  formats: readonly InStoreFormat[],
): Result<ScannedCode, BarcodeProblem> {
  if (!/^[0-9]+$/.test(data)) return err('charset');
  const meant = symbology === 'KEYED' ? KEYED[data.length] : symbology;
  if (meant === undefined) return err('length');
  if (meant === 'UPCE') {
    const upcE = readUpcE(data);
    return upcE.ok ? ok({ kind: 'gtin', ...upcE.value }) : upcE;
  }
  if (data.length !== LENGTHS[meant]) return err('length');
  const gtin = normaliseGtin(data);
  if (!gtin.ok) return gtin;
  if (meant === 'EAN13' || meant === 'UPCA') return classify(gtin.value.slice(1), formats);
  if (meant === 'EAN8' && /^[02]/.test(data)) return ok({ kind: 'rcn', code: data });
  return ok({ kind: 'gtin', gtin14: gtin.value });
}

function classify(
  digits13: string,
  formats: readonly InStoreFormat[],
): Result<ScannedCode, BarcodeProblem> {
  const format = matchFormat(digits13, formats);
  if (format !== undefined) return readInStoreCode(digits13, format);
  if (RESTRICTED.test(digits13)) return ok({ kind: 'rcn', code: digits13 });
  if (COUPON.test(digits13)) return ok({ kind: 'coupon', code: digits13 });
  const gtin = normaliseGtin(digits13);
  return gtin.ok ? ok({ kind: 'gtin', gtin14: gtin.value }) : gtin;
}
