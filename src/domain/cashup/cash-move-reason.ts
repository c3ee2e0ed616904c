/** Cash that moves without a sale (dom-Z5): in, out, change for the drawer, to the safe, to the bank. */
export const CASH_MOVES = ['paid-in', 'paid-out', 'loan', 'drop', 'bank-drop'] as const;
export type CashMove = (typeof CASH_MOVES)[number];

/** Why cash moved: a closed set for each way, so that head office can count them. */
export const CASH_MOVE_REASONS = {
  'paid-in': ['supplier-refund', 'expenses-back', 'money-found', 'other-income'],
  'paid-out': ['goods-bought', 'postage', 'expenses', 'other-spending'],
  loan: ['coins-needed', 'drawer-low'],
  drop: ['drawer-full', 'large-notes', 'safe-keeping'],
  'bank-drop': ['bank-run', 'cash-collected'],
} as const satisfies Record<CashMove, readonly string[]>;
export type CashMoveReason = (typeof CASH_MOVE_REASONS)[CashMove][number];

/** Most that moves at once, minor units: what the field takes. */
export const MOST_MOVED = 100_000_000;

/** What a bag of money is called: as its label says. */
export const BAG_NUMBER = /^[\p{L}\p{N}][\p{L}\p{N} /-]{0,39}$/u;

export function isReasonOf(move: CashMove, reason: string): boolean {
  const reasons: readonly string[] = CASH_MOVE_REASONS[move];
  return reasons.includes(reason);
}
