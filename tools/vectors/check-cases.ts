import { runBarcodeCase } from './barcode-cases.ts';
import { runCashRoundingCase } from './cash-rounding-cases.ts';
import { runCashupCase } from './cashup-cases.ts';
import { findMismatches } from './mismatch.ts';
import { runPromotionCase } from './promotion-cases.ts';
import { runTaxCase } from './tax-cases.ts';
import type { VectorCase, VectorFile } from './vector-file.ts';

/** The rules behind each kind. A kind that is not here fails every case, it is never skipped. */
const RUNNERS: Readonly<Record<string, (input: unknown) => unknown>> = {
  tax: runTaxCase,
  'cash-rounding': runCashRoundingCase,
  promotions: runPromotionCase,
  barcodes: runBarcodeCase,
  cashup: runCashupCase,
};

export type Verdict = { readonly id: string; readonly problems: readonly string[] };

/** Whether the till has rules for this kind of vectors. */
export function isSupportedKind(kind: string): boolean {
  return Object.hasOwn(RUNNERS, kind);
}

/** Runs every case of a file; no problems = passed. */
export function checkCases(file: VectorFile): Verdict[] {
  const run = isSupportedKind(file.kind) ? RUNNERS[file.kind] : undefined;
  return file.cases.map((item) => ({
    id: item.id,
    problems: run === undefined ? [`kind ${file.kind} is not supported`] : checkCase(item, run),
  }));
}

function checkCase(item: VectorCase, run: (input: unknown) => unknown): string[] {
  try {
    return findMismatches(item.expected, run(item.input)).map(
      ({ path, expected, actual }) =>
        `${path}: expected ${JSON.stringify(expected)}, actual ${JSON.stringify(actual)}`,
    );
  } catch (error) {
    return [`could not be run: ${error instanceof Error ? error.message : String(error)}`];
  }
}
