import type { ReceiptLine } from '../../../contracts/receipt-doc.ts';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import type { Sums } from '../../../domain/cashup/figures.ts';
import { dateFormat } from '../../shared/format/kept-formats.ts';
import { formatMoney } from '../../shared/format/money-format.ts';
import { TENDER_WORDS } from '../../shared/tender-words.ts';
import { sayLater, type Words } from '../../shared/words/say.ts';

export type PaperProfile = Pick<
  StoreProfile,
  'name' | 'locale' | 'time_zone' | 'currency' | 'seller' | 'store'
>;

type Weight = Extract<ReceiptLine, { kind: 'text' }>['weight'];

export const text = (words: string, weight: Weight = 'plain'): ReceiptLine => ({
  kind: 'text',
  text: words,
  weight,
});
export const pair = (left: string, right: string, weight: Weight = 'plain'): ReceiptLine => ({
  kind: 'pair',
  left,
  right,
  weight,
});
export const RULE: ReceiptLine = { kind: 'rule' };

/** Minor units as the store writes them, the currency left away. */
export function bareMoney({ locale }: Pick<StoreProfile, 'locale'>, currency: string) {
  return (amount: number): string => formatMoney(amount, { locale, currency }, 'bare');
}

/** Wall time of the store. */
export function timeText(ms: number, profile: Pick<StoreProfile, 'locale' | 'time_zone'>): string {
  const { locale, time_zone: timeZone } = profile;
  return dateFormat(locale, { dateStyle: 'short', timeStyle: 'short', timeZone }).format(ms);
}

const FOREIGN = 'foreign-cash:';

/** The currency a tender is counted in. */
export function currencyOf(tender: string, own: string): string {
  return tender.startsWith(FOREIGN) ? tender.slice(FOREIGN.length) : own;
}

/** "Card", "Cash USD"; what is of a later version stands as it is. */
export function tenderName(tender: string, to: (words: Words) => string = sayLater): string {
  if (tender.startsWith(FOREIGN)) return `${to(TENDER_WORDS.cash)} ${currencyOf(tender, '')}`;
  const words: Words | undefined = (TENDER_WORDS as Record<string, Words>)[tender];
  return words === undefined ? tender : to(words);
}

/** "(3) Card        12.50" for each of them. */
export function sumLines(
  sums: Sums,
  name: (key: string) => string,
  money: (amount: number) => string,
): ReceiptLine[] {
  return Object.entries(sums).map(([key, { count, amount }]) =>
    pair(`${name(key)} (${String(count)})`, money(amount)),
  );
}
