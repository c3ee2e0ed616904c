import type { AfterReason } from '../../domain/after/after-reason.ts';
import type { Reason } from '../../domain/adjust/reason.ts';
import type { SaleReduction } from '../../domain/sale.ts';
import { later, sayLater, type Words } from './words/say.ts';

/** Why goods came back, a sale was undone or given up, or the drawer opened. */
export const AFTER_WORDS: Readonly<Record<AfterReason, Words>> = {
  'changed-mind': later('Changed mind'),
  faulty: later('Faulty'),
  'wrong-article': later('Wrong article'),
  'not-as-described': later('Not as described'),
  recall: later('Recall'),
  'wrong-customer': later('Wrong customer'),
  'wrong-goods': later('Wrong goods'),
  'wrong-tender': later('Wrong payment'),
  'customer-left': later('Customer left'),
  'card-refused': later('Card refused'),
  'card-closed': later('Card is closed'),
  'terminal-down': later('Terminal is down'),
  'no-card-terminal': later('No terminal here'),
  change: later('Change money'),
  'count-check': later('Check the count'),
  'drawer-stuck': later('Drawer stuck'),
  'customer-error': later('Wrong change given'),
  'customer-declined': later('Customer declined'),
  'no-money': later('Not enough money'),
  'wrong-article-scanned': later('Scanned wrongly'),
  'started-again': later('Started again'),
};

/** Reasons as a cashier chooses them and a receipt says them. */
export const REASON_WORDS: Readonly<Record<Reason, Words>> = {
  damaged: later('Damaged'),
  'short-dated': later('Short date'),
  'price-match': later('Price match'),
  goodwill: later('Goodwill'),
  staff: later('Staff'),
  'shelf-price': later('Shelf price'),
  diplomat: later('Diplomat'),
  reseller: later('Reseller'),
  charity: later('Charity'),
  export: later('Export'),
};

const KIND_WORDS: Readonly<Record<SaleReduction['kind'], Words>> = {
  line: later('Discount'),
  basket: later('Basket discount'),
  tax: later('Tax left out'),
};

/** A reduction by a person, e.g. "Discount · Damaged". */
export function reductionWords(
  kind: SaleReduction['kind'],
  reason: Reason,
  to: (words: Words) => string = sayLater,
): string {
  return `${to(KIND_WORDS[kind])} · ${to(REASON_WORDS[reason])}`;
}
