import { err, type Result } from '../result.ts';
import { AiReader } from './ai-reader.ts';
import { aiAt, aiRule } from './application-identifiers.ts';
import type { BarcodeProblem, Gs1Code } from './scanned-code.ts';

/** FNC1 as scanners send it: ends a value whose length is not predefined. */
export const FNC1 = '\u001d';

/** Symbology identifiers of codes that hold element strings: GS1-128, DataBar, DataMatrix, QR, DotCode. */
export const GS1_SYMBOLS: readonly string[] = [']C1', ']e0', ']d2', ']Q3', ']J1'];

/** Reads a GS1 element string (vec-barcodes-B7, B8). `today` is an ISO date. */
export function readElementString(data: string, today: string): Result<Gs1Code, BarcodeProblem> {
  const named = data.startsWith(']');
  if (named && !GS1_SYMBOLS.includes(data.slice(0, 3))) return err('not-gs1');
  const body = named ? data.slice(3) : data;
  const text = body.startsWith(FNC1) ? body.slice(1) : body;
  if (text === '') return err('not-gs1');
  const reader = new AiReader(today);
  for (let at = 0; at < text.length;) {
    const ai = aiAt(text, at);
    if (ai === undefined) return err('unknown-ai');
    const from = at + ai.length;
    const end = valueEnd(text, from, aiRule(ai)?.length);
    const problem = reader.take(ai, text.slice(from, end));
    if (problem !== undefined) return err(problem);
    // Needed after most values, tolerated once after those of a predefined length.
    at = text[end] === FNC1 ? end + 1 : end;
  }
  return reader.finish();
}

function valueEnd(text: string, from: number, length: number | undefined): number {
  if (length !== undefined) return Math.min(from + length, text.length);
  const end = text.indexOf(FNC1, from);
  return end < 0 ? text.length : end;
}
