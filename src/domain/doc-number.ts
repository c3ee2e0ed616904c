import { err, ok, type Result } from './result.ts';

/**
 * The number of a document: gapless inside its series; each stream of a till opens a series of its
 * own (D13, dom-N1, dom-N3). Not yet kept from repeating: a till that lost every copy of its streams
 * begins at series A again.
 */
export type DocNumber = {
  readonly store: string;
  readonly till: string;
  /** 'A' … 'Z', 'AA' …: one per stream of this till. */
  readonly series: string;
  /** 1 … 999999. */
  readonly number: number;
};

/** Six digits are printed; a till that sells a million times opens the next series. */
const MAX_DOC_NUMBER = 999_999;

const PRINTED = /^([A-Za-z0-9]+)-([A-Za-z0-9]+)-([A-Z]+)-(\d{6})$/;

/** `<store>-<till>-<series>-<6 digits>`, such as "0417-02-A-000123". */
export function formatDocNumber({ store, till, series, number }: DocNumber): string {
  return `${store}-${till}-${series}-${String(number).padStart(6, '0')}`;
}

/** Reads a printed document number. */
export function parseDocNumber(text: string): Result<DocNumber, 'bad-document-number'> {
  const match = PRINTED.exec(text);
  if (match === null) return err('bad-document-number');
  const [, store = '', till = '', series = '', digits = ''] = match;
  const number = Number(digits);
  return number === 0 ? err('bad-document-number') : ok({ store, till, series, number });
}

/** The number after this one in the same series. */
export function nextDocNumber(last: DocNumber): Result<DocNumber, 'series-full'> {
  return last.number >= MAX_DOC_NUMBER
    ? err('series-full')
    : ok({ ...last, number: last.number + 1 });
}

/** The series after this one: A → B, Z → AA, AZ → BA. */
export function nextSeries(series: string): Result<string, 'bad-document-number'> {
  if (!/^[A-Z]+$/.test(series)) return err('bad-document-number');
  const kept = series.replace(/Z+$/, '');
  const wrapped = 'A'.repeat(series.length - kept.length);
  if (kept === '') return ok(`A${wrapped}`);
  const last = String.fromCharCode(kept.charCodeAt(kept.length - 1) + 1);
  return ok(kept.slice(0, -1) + last + wrapped);
}
