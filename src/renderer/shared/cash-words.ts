import type { AdjustReason } from '../../domain/cashup/adjust-reason.ts';
import type { CashMove, CashMoveReason } from '../../domain/cashup/cash-move-reason.ts';
import type { CloseReason } from '../../domain/cashup/close-reason.ts';
import { later, type Words } from './words/say.ts';

/** How cash moves without a sale, on keys and on paper. */
export const CASH_MOVE_WORDS: Readonly<Record<CashMove, Words>> = {
  'paid-in': later('Paid in'),
  'paid-out': later('Paid out'),
  loan: later('Change for the drawer'),
  drop: later('To the safe'),
  'bank-drop': later('To the bank'),
};

/** Why. */
export const CASH_REASON_WORDS: Readonly<Record<CashMoveReason, Words>> = {
  'supplier-refund': later('Refund of a supplier'),
  'expenses-back': later('Expenses paid back'),
  'money-found': later('Money found'),
  'other-income': later('Other income'),
  'goods-bought': later('Goods bought'),
  postage: later('Postage'),
  expenses: later('Expenses'),
  'other-spending': later('Other spending'),
  'coins-needed': later('Coins needed'),
  'drawer-low': later('Drawer low'),
  'drawer-full': later('Drawer full'),
  'large-notes': later('Large notes'),
  'safe-keeping': later('Safe keeping'),
  'bank-run': later('Taken to the bank'),
  'cash-collected': later('Cash collected'),
};

/** Why a count is off. */
export const CLOSE_REASON_WORDS: Readonly<Record<CloseReason, Words>> = {
  'wrong-change': later('Wrong change given'),
  'not-recorded': later('Cash moved and not recorded'),
  'terminal-differs': later('The terminal says otherwise'),
  'float-was-wrong': later('The float was wrong'),
  'counted-wrong': later('Counted wrong at first'),
  'not-known': later('Nobody knows'),
};

/** Why a declaration is put right. */
export const ADJUST_REASON_WORDS: Readonly<Record<AdjustReason, Words>> = {
  'keyed-wrong': later('Keyed wrong'),
  'found-later': later('Found later'),
  'terminal-total': later('The terminal’s total'),
  'bank-counted': later('The bank counted otherwise'),
  other: later('Another reason'),
};
