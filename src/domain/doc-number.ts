import { readSeries } from './oplog/series.ts';
import { err, ok, type Result } from './result.ts';

/**
 * The number of a document: gapless inside its series; each stream of a till opens a series of its
 * own (D13, dom-N1, dom-N3). The letters say which enrolment of the till, given by head office and
 * never twice; the digits which stream of it, so that neither needs to ask the other.
 */
export type DocNumber = {
  readonly store: string;
  readonly till: string;
  /** 'A' … 'Z', 'AA' …: an enrolment's first stream; 'A2', 'A3' …: its later ones. */
  readonly series: string;
  /** 1 … 999999. */
  readonly number: number;
  /** Counted beside the series, gapless as well, and printed with a T before its digits (TRN3). */
  readonly training?: true;
};

/** Six digits are printed; a till that sells a million times opens the next series. */
const MAX_DOC_NUMBER = 999_999;

const PRINTED = /^([A-Za-z0-9]+)-([A-Za-z0-9]+)-([A-Z]+[0-9]*)-(T?)(\d{6})$/;

/** `<store>-<till>-<series>-<6 digits>`, such as "0417-02-A-000123"; in training "0417-02-A-T000001". */
export function formatDocNumber({ store, till, series, number, training }: DocNumber): string {
  const mark = training === true ? 'T' : '';
  return `${store}-${till}-${series}-${mark}${String(number).padStart(6, '0')}`;
}

/** Reads a printed document number. */
export function parseDocNumber(text: string): Result<DocNumber, 'bad-document-number'> {
  const match = PRINTED.exec(text);
  if (match === null) return err('bad-document-number');
  const [, store = '', till = '', series = '', mark = '', digits = ''] = match;
  const number = Number(digits);
  if (number === 0) return err('bad-document-number');
  return ok({ store, till, series, number, ...(mark === '' ? {} : { training: true as const }) });
}

/** Whether a printed number is one of training. */
export function isTrainingNumber(docNo: string): boolean {
  const read = parseDocNumber(docNo);
  return read.ok && read.value.training === true;
}

/** The number after this one in the same series. */
export function nextDocNumber(last: DocNumber): Result<DocNumber, 'series-full'> {
  return last.number >= MAX_DOC_NUMBER
    ? err('series-full')
    : ok({ ...last, number: last.number + 1 });
}

/** The series of the next stream of the same enrolment: A → A2 → A3. */
export function nextSeries(series: string): Result<string, 'bad-document-number'> {
  const read = readSeries(series);
  return read === undefined ? err('bad-document-number') : ok(read.letters + (read.stream + 1));
}

/** The series an enrolment begins with: 1 → A, 26 → Z, 27 → AA. */
export function seriesOfEnrolment(ordinal: number): string {
  const letter = String.fromCharCode(65 + ((ordinal - 1) % 26));
  return ordinal <= 26 ? letter : seriesOfEnrolment(Math.floor((ordinal - 1) / 26)) + letter;
}
