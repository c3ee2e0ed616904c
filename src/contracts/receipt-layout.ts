import type { ReceiptDoc, ReceiptLine } from './receipt-doc.ts';

/** One row of characters on paper, never longer than the paper is wide. */
export type PaperRow = { text: string; look: 'plain' | 'strong' | 'large' };
/** A line of the receipt with the rows it takes up; none for what is no text. */
export type LaidOut = { line: ReceiptLine; rows: PaperRow[] };

/** The receipt on paper of so many columns. Wraps at words; nothing is cut away (RCP2). */
export function layOut(doc: ReceiptDoc, columns: number): LaidOut[] {
  return doc.map((line) => ({ line, rows: rowsOf(line, columns) }));
}

/** The receipt as plain text, for a file or where there is no printer. */
export function receiptText(doc: ReceiptDoc, columns: number): string {
  return layOut(doc, columns)
    .flatMap(({ rows }) => rows.map(({ text }) => text))
    .join('\n');
}

function rowsOf(line: ReceiptLine, columns: number): PaperRow[] {
  switch (line.kind) {
    case 'text': {
      const look = line.weight === 'strong' ? 'strong' : 'plain';
      return wrap(plain(line.text), columns).map((text) => ({ text, look }));
    }
    case 'pair': {
      const look = line.weight === 'strong' ? 'strong' : 'plain';
      return pair(plain(line.left), plain(line.right), columns).map((text) => ({ text, look }));
    }
    case 'total':
      return pair(plain(line.left), plain(line.right), columns).map((text) => ({
        text,
        look: 'large',
      }));
    case 'rule':
      return [{ text: '-'.repeat(columns), look: 'plain' }];
    case 'copy':
      return wrap(plain(line.text), columns).map((text) => ({
        text: centred(text, columns),
        look: 'large',
      }));
    case 'qr':
      if (line.is_bare === true) return [];
      return wrap(line.text, columns).map((text) => ({ text, look: 'plain' }));
    case 'cut':
    case 'drawer':
      return [];
  }
}

/**
 * One row's worth of text: control characters could be commands to a printer (open the drawer!), so
 * none passes; spaces and signs of other widths become the ones every printer has. "œ" is on no code
 * page of theirs; it is written as two letters here, where columns are counted.
 */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Zs}\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\u2010-\u2012\u2212]/g, '-')
    .replace(/œ/g, 'oe')
    .replace(/Œ/g, 'Oe');
}

/** Characters as a printer counts them: not UTF-16 units. */
const widthOf = (text: string): number => Array.from(text).length;

/** In time that grows with the text alone: a letter's text comes from a till, whoever has its key. */
function wrap(text: string, columns: number): string[] {
  const rows: string[] = [];
  let row = '';
  let width = 0;
  for (const word of text.split(/(?<= )/)) {
    const bare = word.trimEnd();
    if (bare === '' || width + widthOf(bare) <= columns) {
      row += word;
      width += widthOf(word);
      continue;
    }
    if (row.trim() !== '') rows.push(row.trimEnd());
    const pieces = pieceUp(word, columns);
    rows.push(...pieces.slice(0, -1));
    row = pieces.at(-1) ?? '';
    width = widthOf(row);
  }
  if (row.trim() !== '' || rows.length === 0) rows.push(row.trimEnd());
  return rows;
}

/** A word longer than the paper is wide, in pieces that fit. */
function pieceUp(word: string, columns: number): string[] {
  const signs = Array.from(word);
  const pieces: string[] = [];
  let at = 0;
  for (; signs.length - at > columns; at += columns)
    pieces.push(signs.slice(at, at + columns).join(''));
  return [...pieces, signs.slice(at).join('')];
}

/** The figure stands at the end of the words' last row, or alone where both do not fit. */
function pair(left: string, right: string, columns: number): string[] {
  if (right === '') return wrap(left, columns);
  const room = columns - widthOf(right) - 1;
  // A third of the paper is the least that words can be read in.
  if (room < columns / 3)
    return [...wrap(left, columns), ...wrap(right, columns).map((row) => atRight(row, columns))];
  const rows = wrap(left, room);
  const last = rows.pop() ?? '';
  return [...rows, `${last}${' '.repeat(columns - widthOf(last) - widthOf(right))}${right}`];
}

const atRight = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, columns - widthOf(text))) + text;

const centred = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, Math.floor((columns - widthOf(text)) / 2))) + text;
