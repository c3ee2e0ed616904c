import type { ReceiptBy, ReceiptHit, ReceiptKind } from '../../shared/receipts-api.ts';
import { later, say, type Words } from '../../shared/words/say.ts';

export const KIND_WORDS: Readonly<Record<ReceiptKind, Words>> = {
  sale: later('Sale'),
  return: later('Return'),
  exchange: later('Exchange'),
  'post-void': later('Voided sale'),
};

export const BY_WORDS: Readonly<Record<Exclude<ReceiptBy, 'any'>, Words>> = {
  number: later('Number'),
  amount: later('Amount'),
  article: later('Article'),
  card: later('Card'),
};

/** What may be keyed for each. */
export const BY_HINTS: Readonly<Record<Exclude<ReceiptBy, 'any'>, Words>> = {
  number: later('Number of the receipt, all of it or its last figures'),
  amount: later('Total, for example 12.50'),
  article: later('Article number, barcode or words of its name'),
  card: later('Last four figures of the card'),
};

/** "Brot and 3 more". */
export function goodsWords({ first, lines }: Pick<ReceiptHit, 'first' | 'lines'>): string {
  if (lines > 1) return say('{first} and {more} more', { first, more: lines - 1 });
  return first;
}

/** "50 of 1,240 receipts": no list ends without saying so. */
export function countWords(from: number, shown: number, total: number, locale: string): string {
  const text = (figure: number): string => figure.toLocaleString(locale);
  if (total === 0) return say('No receipt fits.');
  if (total === 1) return say('1 receipt');
  if (shown === total) return say('{total} receipts', { total: text(total) });
  return say('{from} – {to} of {total} receipts', {
    from: text(from + 1),
    to: text(from + shown),
    total: text(total),
  });
}

/** "21.11., 14:32" as the store writes it; the year where it is another. */
export function whenWords(
  ms: number,
  nowMs: number,
  { locale, timeZone }: { locale: string; timeZone: string },
): string {
  const year = (at: number): string =>
    new Date(at).toLocaleDateString('en', { year: 'numeric', timeZone });
  return new Date(ms).toLocaleString(locale, {
    ...(year(ms) === year(nowMs) ? {} : { year: 'numeric' }),
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
}
