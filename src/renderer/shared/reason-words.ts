import type { AfterReason } from '../../domain/after/after-reason.ts';
import type { Reason } from '../../domain/adjust/reason.ts';
import type { SaleReduction } from '../../domain/sale.ts';

/** Why goods came back, a sale was undone or given up, or the drawer opened. */
export const AFTER_WORDS: Readonly<Record<AfterReason, string>> = {
  'changed-mind': 'Changed mind',
  faulty: 'Faulty',
  'wrong-article': 'Wrong article',
  'not-as-described': 'Not as described',
  recall: 'Recall',
  'wrong-customer': 'Wrong customer',
  'wrong-goods': 'Wrong goods',
  'wrong-tender': 'Wrong payment',
  'customer-left': 'Customer left',
  'card-refused': 'Card refused',
  'card-closed': 'Card is closed',
  'terminal-down': 'Terminal is down',
  'no-card-terminal': 'No terminal here',
  change: 'Change money',
  'count-check': 'Check the count',
  'drawer-stuck': 'Drawer stuck',
  'customer-error': 'Wrong change given',
  'customer-declined': 'Customer declined',
  'no-money': 'Not enough money',
  'wrong-article-scanned': 'Scanned wrongly',
  'started-again': 'Started again',
};

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
