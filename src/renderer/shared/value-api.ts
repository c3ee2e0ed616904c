import type { Done, Refusal } from './till-api.ts';

/** A card that holds value, as head office told of it just now. */
export type ValueTold = {
  ok: true;
  /** Last four figures. */
  ending: string;
  /** Somebody put value on it; not known while head office cannot be asked. */
  isActive: boolean;
  /** What can be taken off it, minor units; without head office, what may be taken unasked. */
  balance: number;
  /** What of that may pay the open sale. */
  most: number;
  /** What of its value is kept for another payment just now. */
  held: number;
  /** Head office could not be asked. */
  isOffline: boolean;
  /** A paper voucher: what is printed on it, and what the open sale leaves of that; minor units. */
  voucher?: {
    face: number;
    rest: number;
    /** The rest is given as store credit; else it is lost. */
    isRestKept: boolean;
  };
};

/** Commands about cards that hold value. Numbers are as keyed or scanned; none is kept. */
export type ValueCommands = {
  /** Asks head office; nothing is taken. */
  'ask-value': { arg: { number: string }; answer: ValueTold | Refusal };
  /** Puts a line on the sale whose price goes on the card, once it is paid. */
  'load-value': {
    arg: { number: string; amount: number };
    answer: { ok: true; warning?: string } | Refusal;
  };
  /** Pays with a card: all that is open, or a part. */
  'take-value': { arg: { number: string; amount: number }; answer: Done | Refusal };
  /** Nobody waits for head office any more: what it answers later changes nothing. */
  'leave-value': { arg: Record<string, never>; answer: Done | Refusal };
};
