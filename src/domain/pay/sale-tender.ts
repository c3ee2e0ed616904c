import type { Currency } from '../currency.ts';
import type { Minor } from '../money.ts';

/**
 * What one tender did, in minor units of the document's currency: amount = tendered - change. A
 * pay-out is negative in both and has no change.
 */
export type TenderMoney = {
  readonly tendered: Minor;
  readonly amount: Minor;
  readonly change: Minor;
};

/**
 * What a till keeps of a card: never more than the last four figures (dom-Y2, dom-Y3). `reference` is
 * ours, `terminal_ref` the terminal's; what only the terminal knows is '' where a person signed.
 */
export type CardSlip = {
  readonly reference: string;
  readonly scheme: string;
  readonly last4: string;
  readonly auth: string;
  readonly terminal_ref: string;
  /** The terminal never said so: a person signed that the customer has paid (dom-Y4). */
  readonly treated_as_paid_by?: string;
};

/** Notes of another currency: `amount` in its minor units, `rate` of one unit in the store's. */
export type ForeignCash = {
  readonly currency: Currency;
  readonly amount: Minor;
  /** Exact decimal, and the moment from which it held. */
  readonly rate: string;
  readonly rate_from_ms: number;
};

/** Value that head office owns; `code` names it there, `redemption` this use of it (dom-G1). */
export type CodeTenderType = 'gift-card' | 'store-credit' | 'voucher';

/** One tender of a closed document. Cash alone stood in documents before version 0.1.0. */
export type SaleTender = TenderMoney &
  (
    | { readonly type: 'cash' }
    | { readonly type: 'card'; readonly card: CardSlip }
    | { readonly type: 'foreign-cash'; readonly foreign: ForeignCash }
    | ({ readonly type: StoredValueType } & ValueSlip)
    /** `face` is printed on it: beyond `amount` it is used up all the same (VOUCH3). */
    | ({ readonly type: 'voucher'; readonly face?: Minor } & ValueSlip)
  );

/** What is kept of a card that holds value: never its number. */
export type ValueSlip = {
  readonly code: string;
  readonly redemption: string;
  /** Head office could not be asked: the store takes the risk (dom-G1). */
  readonly offline?: true;
  /** What head office said is left on it after this. */
  readonly left?: Minor;
};

export type TenderType = SaleTender['type'];

/** Value that stays under its code until it is spent: each balance is one, whatever it is called. */
export type StoredValueType = 'gift-card' | 'store-credit';

/** Whether head office keeps a balance for it. */
export function isStoredValue<T extends { readonly type: string }>(
  tender: T,
): tender is T & { readonly type: StoredValueType } {
  return tender.type === 'gift-card' || tender.type === 'store-credit';
}

/** Whether coins and notes changed hands: the drawer opens, and change may be given. */
export function isCash(type: TenderType): boolean {
  return type === 'cash' || type === 'foreign-cash';
}
