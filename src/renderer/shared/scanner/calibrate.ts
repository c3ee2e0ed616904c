import { normaliseGtin } from '../../../domain/gtin.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import type { ScannerProfile } from './scanner-profile.ts';
import type { WedgeKey } from './wedge.ts';

/** Why three scans do not tell how the scanner types. */
export type CalibrationProblem = 'no-barcode' | 'not-the-same' | 'too-slow';

/** Slower than any scanner, quicker than a person's keys, ms. */
const SLOWEST_MS = 55;
/** With a prefix the rhythm does not matter, but a pause ends a code. */
const PAUSE_MS = 100;
/** What a scanner without a word is taken for. */
const USUAL_MS = 30;

const CODE = /(?:\][A-Za-z][0-9A-Za-z])?([0-9]{8,14})/g;

type Heard = { prefix: string; end: string | undefined; slowestMs: number };

/**
 * Learns how a scanner types from some scans of any article's EAN or UPC: the figures with a right
 * check digit are the code, the rest is its frame. A symbology identifier belongs to the code.
 */
export function calibrate(
  scans: readonly (readonly WedgeKey[])[],
): Result<ScannerProfile, CalibrationProblem> {
  const heard = scans.map(hear);
  const [first] = heard;
  if (first === undefined || heard.includes(undefined)) return err('no-barcode');
  const all = heard.filter((one) => one !== undefined);
  if (all.some(({ prefix, end }) => prefix !== first.prefix || end !== first.end)) {
    return err('not-the-same');
  }
  const slowestMs = Math.max(...all.map((one) => one.slowestMs));
  if (slowestMs >= (first.prefix === '' ? SLOWEST_MS : PAUSE_MS)) return err('too-slow');
  return ok({
    prefix: first.prefix,
    ends: first.end === undefined ? [] : [first.end],
    unended: first.end === undefined ? 'scan' : 'noise',
    fastMs: Math.min(SLOWEST_MS, Math.max(USUAL_MS, Math.ceil(slowestMs * 1.5))),
  });
}

function hear(keys: readonly WedgeKey[]): Heard | undefined {
  // One character a key, so that places in the text are places of keys.
  const text = keys.map(({ key }) => (key.length === 1 ? key : '\0')).join('');
  const code = Array.from(text.matchAll(CODE)).find(
    ([, figures = '']) => normaliseGtin(figures).ok,
  );
  if (code === undefined) return undefined;
  const prefix = text.slice(0, code.index);
  if (prefix.includes('\0')) return undefined;
  const gaps = keys.slice(1).map(({ atMs }, at) => atMs - (keys[at]?.atMs ?? atMs));
  const end = keys[code.index + code[0].length]?.key;
  return { prefix, end, slowestMs: Math.max(0, ...gaps) };
}
