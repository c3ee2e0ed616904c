import type { Sheet } from './sheet.ts';

/** Spreadsheets take UTF-8 for what it is where this stands in front. */
const MARK = '\uFEFF';

/**
 * A sheet as one table (RFC 4180, UTF-8 with a mark): the part in the first column, then its cells. Text
 * that a spreadsheet would take for a formula gets an apostrophe; amounts below zero are none.
 */
export function sheetCsv({ title, head, copy, parts }: Sheet): string {
  const lines: string[][] = [[title, head, ...(copy === undefined ? [] : [copy])]];
  for (const { heading = '', columns, notes, rows } of parts) {
    for (const note of notes) lines.push([heading, note]);
    if (columns !== undefined) lines.push([heading, ...columns]);
    for (const { cells } of rows) lines.push([heading, ...cells]);
  }
  return MARK + lines.map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

/** An amount as stores write it: a sign, figures with separators, perhaps a currency or percent. */
const AMOUNT = /^[-+\u2212]?[\d.,'’\s\u00A0\u202F]+(?:\s?(?:%|[A-Z]{3}|\p{Sc}))?$/u;

function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !AMOUNT.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
