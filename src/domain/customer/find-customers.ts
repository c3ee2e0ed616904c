import { readCustomerLine } from './customer-lines.ts';

export type CustomerFound = { number: string; name: string; place: string };
export type CustomersFound = {
  hits: CustomerFound[];
  /** How many fit in all: a list never ends without saying so. */
  total: number;
};

/** What is searched: the lines, and beside each its name, place and number as they are compared. */
export type CustomerText = {
  readonly lines: readonly string[];
  /** One text; `starts[i]` is where line `i` begins in it. */
  readonly folded: string;
  readonly starts: Int32Array;
};

/** Makes the text record by record, so that whoever makes it can look up between two of them. */
export class CustomerTextMaker {
  private readonly lines: string[] = [];
  private readonly folded: string[] = [];
  private readonly fold: (text: string) => string;

  /** `fold` makes names comparable: small letters, no accents. */
  constructor(fold: (text: string) => string) {
    this.fold = fold;
  }

  /** The lines of one record; those who are no customers any more are left out. */
  add(record: string): void {
    for (const line of record.split('\n')) {
      const read = readCustomerLine(line);
      if (read === undefined || read.name === '') continue;
      this.lines.push(line);
      this.folded.push(`${this.fold(`${read.name} ${read.place}`)} ${read.number}`);
    }
  }

  text(): CustomerText {
    const starts = new Int32Array(this.lines.length);
    let at = 1;
    for (const [i, { length }] of this.folded.entries()) {
      starts[i] = at;
      at += length + 1;
    }
    return { lines: this.lines, folded: `\n${this.folded.join('\n')}\n`, starts };
  }
}

type Place = { line: number; begins: boolean; text: string };

/**
 * Those whose name, place and number hold every word, wherever in a word: first those in whom each
 * begins one, then by name. One look through the whole text for the longest word: no index to build,
 * to keep or to go wrong.
 */
export function findCustomers(
  text: CustomerText,
  words: readonly string[],
  limit: number,
): CustomersFound {
  const [rarest, ...others] = [...words].sort((a, b) => b.length - a.length);
  if (rarest === undefined || rarest === '') return { hits: [], total: 0 };
  const best: Place[] = [];
  let total = 0;
  let at = text.folded.indexOf(rarest);
  while (at >= 0) {
    const line = lineAt(text.starts, at);
    const from = text.starts[line] ?? 0;
    const end = text.folded.indexOf('\n', at);
    const one = text.folded.slice(from, end);
    if (others.every((word) => one.includes(word))) {
      total += 1;
      keepBest(best, { line, text: one, begins: words.every((w) => beginsWord(one, w)) }, limit);
    }
    at = text.folded.indexOf(rarest, end);
  }
  return { hits: best.flatMap(({ line }) => shown(text.lines[line])), total };
}

function beginsWord(line: string, word: string): boolean {
  return line.startsWith(word) || line.includes(` ${word}`);
}

/** The last line that begins at or before `at`. */
function lineAt(starts: Int32Array, at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

const isBefore = (a: Place, b: Place): boolean =>
  a.begins === b.begins ? a.text < b.text : a.begins;

/** `best` stays in order and no longer than `limit`. */
function keepBest(best: Place[], place: Place, limit: number): void {
  const last = best[limit - 1];
  if (last !== undefined && !isBefore(place, last)) return;
  let at = Math.min(best.length, limit - 1);
  while (at > 0) {
    const before = best[at - 1];
    if (before === undefined || !isBefore(place, before)) break;
    best[at] = before;
    at -= 1;
  }
  best[at] = place;
}

function shown(line: string | undefined): CustomerFound[] {
  const read = line === undefined ? undefined : readCustomerLine(line);
  return read === undefined ? [] : [{ number: read.number, name: read.name, place: read.place }];
}
