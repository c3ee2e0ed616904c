import type { ReturnReason } from '../../domain/after/after-reason.ts';
import type { Approver } from './terms-api.ts';
import type { Refusal, SoldView } from './till-api.ts';

/**
 * Goods that come back without a receipt: thousandths, and why. `code` where its label named the price:
 * the till reads it again.
 */
export type UnprovenAsk = {
  article: string;
  code?: string;
  qtyMilli: number;
  reason: ReturnReason;
};

/** What an article is taken back at: the lowest price of the days that are looked back over. */
export type BackPriceTold = {
  ok: true;
  article: string;
  name: string;
  unit: 'piece' | 'kg';
  /** Of a piece or kilogram, minor units; its deposit beside it. */
  price: number;
  deposit: number;
  /** How many days were looked back over. */
  days: number;
  /** What the code says it is: so many pieces, or what was weighed before. */
  qtyMilli?: number;
  /** The code whose label named the price: `unit` is then one such pack. */
  code?: string;
};

/**
 * What would be paid for all of it; minor units, positive. `cash` after cash rounding, or `credit`, which is
 * nothing where none is given.
 */
export type NoReceiptTold = { ok: true; goods: number; cash: number; credit: number };

/** Commands of a return without a receipt (dom-T2). */
export type NoReceiptCommands = {
  'ask-back-price': {
    arg: { code: string } | { article: string };
    answer: BackPriceTold | Refusal;
  };
  /** Nobody is asked, nothing is done. */
  'tell-no-receipt': { arg: { lines: UnprovenAsk[] }; answer: NoReceiptTold | Refusal };
  'return-no-receipt': {
    arg: { lines: UnprovenAsk[]; asCredit?: true; approver?: Approver };
    answer: { ok: true; sale: SoldView } | Refusal;
  };
};
