import type { ReceiptDoc } from '../../contracts/receipt-doc.ts';
import type { TillView } from './till-api.ts';
import type { Language } from './words/languages.ts';

/** Name of the channel between the till's page and the customer's: both are pages of one build. */
export const CUSTOMER_CHANNEL = 'evertill-customer-display';

export type CustomerLine = {
  id: string;
  name: string;
  /** "2 × 1,49" is made of these by the store's language. */
  qtyMilli: number;
  unit: 'piece' | 'kg';
  unitPrice: number;
  total: number;
  savings: { name: string; amount: number }[];
};

/** `isTraining`: somebody practises; nothing that is shown is sold. */
type OfStore = {
  storeName: string;
  language: Language;
  locale: string;
  currency: string;
  isTraining: boolean;
};

/**
 * What a customer may see, and nothing else: no name of staff or member, no stock, no alarm (DSP1).
 * Amounts in minor units of `currency`.
 */
export type CustomerView =
  | { at: 'closed' }
  | ({ at: 'welcome' } & OfStore)
  | ({
      at: 'sale';
      lines: CustomerLine[];
      /** All that promotions and people took off. */
      saved: number;
      total: number;
      /** Tendered so far and what is open, once something was tendered. */
      tendered: { words: string; amount: number }[];
      balance: number;
    } & OfStore)
  | ({ at: 'done'; total: number; change: number; receipt: ReceiptDoc } & OfStore);

/** The till page says what is to be seen; the customer's page asks when it opens. */
export type CustomerMessage = { show: CustomerView } | { ask: true };

export function customerView({ phase, till, basket, training }: TillView): CustomerView {
  if (till === undefined) return { at: 'closed' };
  const { storeName, language, locale, currency } = till;
  const store = { storeName, language, locale, currency, isTraining: training !== undefined };
  if (phase.at === 'sold') {
    const { total, change, cashOut, tendered, receipt } = phase.sale;
    return { at: 'done', ...store, total, change: tendered < 0 ? cashOut : change, receipt };
  }
  if (phase.at !== 'selling' || basket.lines.length === 0) {
    return phase.at === 'starting' || phase.at === 'unusable'
      ? { at: 'closed' }
      : { at: 'welcome', ...store };
  }
  const lines = basket.lines.map(
    ({ lineId, name, qtyMilli, unit, unitPrice, total, savings }): CustomerLine => ({
      id: lineId,
      name,
      qtyMilli,
      unit,
      unitPrice,
      total,
      savings: savings.map(({ name: own, toCustomer, amount }) => ({
        name: toCustomer ?? own,
        amount,
      })),
    }),
  );
  const saved = lines.reduce((sum, line) => sum + savedOn(line), 0);
  const { total, balance, tenders } = basket;
  const tendered = tenders.map(({ words, toCustomer, amount }) => ({
    words: toCustomer ?? words,
    amount,
  }));
  return { at: 'sale', ...store, lines, saved, total, tendered, balance };
}

function savedOn({ savings }: CustomerLine): number {
  return savings.reduce((sum, { amount }) => sum + amount, 0);
}
