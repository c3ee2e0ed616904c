import { readBarcode } from '../../src/domain/barcodes/read-barcode.ts';
import type { InStoreFormat, Symbology } from '../../src/domain/barcodes/scanned-code.ts';
import { fieldsOf, listOf, oneOf, textOf } from './case-input.ts';

const SYMBOLOGIES: readonly Symbology[] = [
  'EAN13',
  'UPCA',
  'EAN8',
  'ITF14',
  'UPCE',
  'KEYED',
  'GS1',
  'QR',
];

/** Rule B9: the day it is, unless a case says otherwise. */
const TODAY = '2026-11-21';

/** Runs one case of kind `barcodes` through the till's own reader. */
export function runBarcodeCase(raw: unknown): unknown {
  const input = fieldsOf(raw, 'input');
  const result = readBarcode(
    oneOf(input['symbology'], SYMBOLOGIES, 'symbology'),
    textOf(input['data'], 'data'),
    {
      formats: listOf(input['formats'] ?? [], 'formats').map(readFormat),
      today: textOf(input['today'] ?? TODAY, 'today'),
    },
  );
  return result.ok ? { valid: true, ...result.value } : { valid: false, error: result.error };
}

function readFormat(raw: unknown): InStoreFormat {
  const format = fieldsOf(raw, 'format');
  const { currencyExponent, unit } = format;
  return {
    name: textOf(format['name'], 'name'),
    pattern: textOf(format['pattern'], 'pattern'),
    decimals: wholeOf(format['decimals'] ?? 0, 'decimals'),
    ...(currencyExponent === undefined
      ? {}
      : { currencyExponent: wholeOf(currencyExponent, 'currencyExponent') }),
    ...(unit === undefined ? {} : { unit: textOf(unit, 'unit') }),
  };
}

function wholeOf(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new Error(`${name} is not a whole number`);
  }
  return value;
}
