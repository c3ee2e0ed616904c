import { ok, type Result } from '../result.ts';
import { readDigitalLink } from './digital-link.ts';
import { readElementString } from './element-string.ts';
import { readNumber } from './read-number.ts';
import type {
  BarcodeProblem,
  Gs1Code,
  InStoreFormat,
  ScannedCode,
  Symbology,
} from './scanned-code.ts';

/** What a store says of its codes; `today` is its calendar date, ISO. */
export type BarcodeSettings = {
  readonly formats: readonly InStoreFormat[];
  readonly today: string;
};

/** Reads one code of a known symbology: the whole of the rules vec-barcodes-B1 to B11. */
export function readBarcode(
  symbology: Symbology,
  data: string,
  { formats, today }: BarcodeSettings,
): Result<ScannedCode, BarcodeProblem> {
  if (symbology === 'GS1') return named('gs1', readElementString(data, today));
  if (symbology === 'QR') return named('digital-link', readDigitalLink(data, today));
  return readNumber(symbology, data, formats);
}

function named(
  kind: 'gs1' | 'digital-link',
  code: Result<Gs1Code, BarcodeProblem>,
): Result<ScannedCode, BarcodeProblem> {
  return code.ok ? ok({ kind, ...code.value }) : code;
}
