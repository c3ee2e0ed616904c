import type { PostVoidReason, ReturnReason } from '../../domain/after/after-reason.ts';

/** One line that comes back: its id on the receipt, thousandths, and why. */
export type ReturnedAsk = { line: string; qtyMilli: number; reason: ReturnReason };

export type ReturnAsked = { docNo: string; lines: ReturnedAsk[] };
export type PostVoidAsked = { docNo: string; reason: PostVoidReason };

/** What a return would pay: of the goods, and in cash after cash rounding; minor units, positive. */
export type ReturnTold = { ok: true; goods: number; cash: number };
