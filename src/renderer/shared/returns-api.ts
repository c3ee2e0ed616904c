import type {
  OtherTenderReason,
  PostVoidReason,
  ReturnReason,
} from '../../domain/after/after-reason.ts';

/** One line that comes back: its id on the receipt, thousandths, and why. */
export type ReturnedAsk = { line: string; qtyMilli: number; reason: ReturnReason };

/** `asCredit`: store credit in place of what would go out in cash. */
export type ReturnAsked = { docNo: string; lines: ReturnedAsk[]; asCredit?: true };
export type PostVoidAsked = { docNo: string; reason: PostVoidReason };

/** A card that is given money back, by its words ("Visa ••1234"); minor units, positive. */
export type CardBack = { words: string; amount: number };

/** Money that goes out, minor units, positive; `credit` in place of the cash, unrounded. */
export type PayOutView = { cash: number; credit: number; cards: CardBack[] };

/**
 * What a return would pay: of the goods, to cards, and in cash after cash rounding; minor units, positive.
 * `credit` in place of the cash, unrounded; nothing where none can be given.
 */
export type ReturnTold = {
  ok: true;
  goods: number;
  cash: number;
  credit: number;
  cards: CardBack[];
};

/**
 * A return whose money goes back to cards, until its document is written. `card`: at the terminal, see
 * `CardView`. `choice`: the card did not take it, `why` says so, and a person decides; `canLeave` as long
 * as no card has anything back. `writing`: all is known and the document is not stored yet, for `why`.
 */
export type RefundView =
  | { at: 'none' }
  | {
      at: 'card' | 'choice' | 'writing';
      /** The receipt it is of. */
      docNo: string;
      /** The card whose turn it is; of `writing`, nothing. */
      card: CardBack | undefined;
      why: string;
      canLeave: boolean;
      /** What no card takes becomes store credit, and no cash. */
      asCredit?: true;
    };

/** Try the card again, pay its part in cash, leave everything as it is, or write the document. */
export type RefundWay =
  { do: 'card' } | { do: 'cash'; reason: OtherTenderReason } | { do: 'leave' } | { do: 'write' };
