import type { Reason } from '../../domain/adjust/reason.ts';
import type { SaleReduction } from '../../domain/sale.ts';

/** Reasons as a cashier chooses them and a receipt says them. */
export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  damaged: 'Damaged',
  'short-dated': 'Short date',
  'price-match': 'Price match',
  goodwill: 'Goodwill',
  staff: 'Staff',
  'shelf-price': 'Shelf price',
  diplomat: 'Diplomat',
  reseller: 'Reseller',
  charity: 'Charity',
  export: 'Export',
};

const KIND_WORDS: Readonly<Record<SaleReduction['kind'], string>> = {
  line: 'Discount',
  basket: 'Basket discount',
  tax: 'Tax left out',
};

/** A reduction by a person, e.g. "Discount · Damaged". */
export function reductionWords(kind: SaleReduction['kind'], reason: Reason): string {
  return `${KIND_WORDS[kind]} · ${REASON_WORDS[reason]}`;
}
