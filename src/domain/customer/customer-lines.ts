/**
 * Customers as a till holds them: one line of text each, so that a quarter of a million are some ten
 * megabytes and are searched as one text (CUS1).
 */
export type CustomerLine = {
  number: string;
  /** Empty: taken back by head office; the line stays, so that an older row cannot bring it back. */
  name: string;
  place: string;
  hlc: number;
  o: string;
};

const PARTS = 5;

export function customerLine({ number, name, place, hlc, o }: CustomerLine): string {
  return [number, name, place, String(hlc), o].map(plain).join('\t');
}

/** Undefined where the line is not one of ours. */
export function readCustomerLine(line: string): CustomerLine | undefined {
  const parts = line.split('\t');
  const [number, name, place, hlc, o] = parts;
  if (parts.length !== PARTS || !number || name === undefined || place === undefined) {
    return undefined;
  }
  return { number, name, place, hlc: Number(hlc), o: o ?? '' };
}

/**
 * The lines of both, of each number the last word (D15); in the order of their numbers, so that equal
 * contents are equal texts.
 */
export function mergeCustomerLines(held: string, came: readonly CustomerLine[]): string {
  const lines = new Map<string, CustomerLine>();
  for (const line of [...held.split('\n').flatMap((l) => readCustomerLine(l) ?? []), ...came]) {
    const known = lines.get(line.number);
    if (known === undefined || isLater(line, known)) lines.set(line.number, line);
  }
  return [...lines.values()]
    .sort((a, b) => (a.number < b.number ? -1 : 1))
    .map(customerLine)
    .join('\n');
}

function isLater(a: CustomerLine, b: CustomerLine): boolean {
  return a.hlc > b.hlc || (a.hlc === b.hlc && a.o > b.o);
}

/** Nothing in a part may end it, or the line. */
function plain(part: string): string {
  // oxlint-disable-next-line no-control-regex
  return part.replaceAll(/[\u0000-\u001f\u007f]/g, ' ');
}

/** Lines are held in so many records: of a quarter of a million each holds some sixty, and an edit writes one. */
const CUSTOMER_BUCKETS = 4096;

/** Which record holds a number; numbers that follow each other are spread. */
export function customerBucket(number: string): number {
  let sum = 0;
  for (const figure of number) sum = (sum * 31 + figure.charCodeAt(0)) % 65_536;
  return sum % CUSTOMER_BUCKETS;
}
