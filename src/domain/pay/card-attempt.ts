import type { BasketId } from '../ids.ts';
import type { Minor } from '../money.ts';
import type { BasketTender } from './basket-tenders.ts';

/** A card's tender of a basket; its id is our reference. */
export type CardTender = BasketTender & { readonly type: 'card' };

/**
 * One payment by card, on disk before the terminal hears of it (dom-Y4). JSON-safe.
 * `sent`: what became of it is not known. `approved`: to become a tender of the basket. `taking-back`:
 * a tender of the basket that goes back. `reversing`: nobody's any more, and to be given back when the
 * terminal can be reached. `assumed`: a person signed that it was paid; the terminal is asked later.
 * `refunding`: money of an earlier sale goes back to its card, for the return `basketId` names; of such
 * an attempt `refund` tells which payment, also when it is `reversing` or `assumed` by now.
 */
export type CardAttempt = {
  readonly reference: string;
  readonly basketId: BasketId;
  readonly amount: Minor;
  readonly currency: string;
  readonly cashier: string;
  readonly businessDate: string;
  /** Of a payment: the shift in which it was asked for; absent from rows of before. */
  readonly shiftId?: string;
  readonly atMs: number;
  readonly state: 'sent' | 'approved' | 'taking-back' | 'reversing' | 'assumed' | 'refunding';
  readonly tender?: CardTender;
  readonly refund?: RefundOf;
};

/** The payment that a refund gives back: our reference, and the terminal's where it said one. */
export type RefundOf = { readonly of: string; readonly terminalRef: string };

/** Every place a card payment can be killed at, in order; a test visits each (dom-Y4). */
export const CARD_CRASH_POINTS = [
  'card:intent-stored',
  'card:answered',
  'card:answer-stored',
  'card:tender-stored',
] as const;
/** The same of a refund to a card, from its first row to its document. */
export const REFUND_CRASH_POINTS = [
  'refund:begun',
  'card:intent-stored',
  'card:answered',
  'card:tender-stored',
  'refund:known',
] as const;
export type CardCrashPoint =
  (typeof REFUND_CRASH_POINTS)[number] | (typeof CARD_CRASH_POINTS)[number];

/** Whether it belongs to a basket that stands open, and holds it. */
export function holdsBasket({ state }: CardAttempt): boolean {
  return state === 'sent' || state === 'approved' || state === 'taking-back';
}
