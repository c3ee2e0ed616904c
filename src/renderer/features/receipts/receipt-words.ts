import type { ReceiptBy, ReceiptHit, ReceiptKind } from '../../shared/receipts-api.ts';

export const KIND_WORDS: Readonly<Record<ReceiptKind, string>> = {
  sale: 'Sale',
  return: 'Return',
  exchange: 'Exchange',
  'post-void': 'Voided sale',
};

export const BY_WORDS: Readonly<Record<Exclude<ReceiptBy, 'any'>, string>> = {
  number: 'Number',
  amount: 'Amount',
  article: 'Article',
  card: 'Card',
};

/** What may be keyed for each. */
export const BY_HINTS: Readonly<Record<Exclude<ReceiptBy, 'any'>, string>> = {
  number: 'Number of the receipt, all of it or its last figures',
  amount: 'Total, for example 12.50',
  article: 'Article number, barcode or words of its name',
  card: 'Last four figures of the card',
};

/** "Brot and 3 more". */
export function goodsWords({ first, lines }: Pick<ReceiptHit, 'first' | 'lines'>): string {
  if (lines > 1) return `${first} and ${lines - 1} more`;
  return first;
}

/** "50 of 1,240 receipts": no list ends without saying so. */
export function countWords(from: number, shown: number, total: number, locale: string): string {
  const say = (figure: number): string => figure.toLocaleString(locale);
  if (total === 0) return 'No receipt fits.';
  if (total === 1) return '1 receipt';
  if (shown === total) return `${say(total)} receipts`;
  return `${say(from + 1)} – ${say(from + shown)} of ${say(total)} receipts`;
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
