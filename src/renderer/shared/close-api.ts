import type { CashMove, CashMoveReason } from '../../domain/cashup/cash-move-reason.ts';
import type { Approver } from './terms-api.ts';
import type { Done, Refusal } from './till-api.ts';

/** Cash that moves without a sale, minor units of the store's currency. */
export type CashMoveAsked = {
  type: CashMove;
  amount: number;
  reason: CashMoveReason;
  /** Number of the bag; of what goes to the bank. */
  bag?: string;
};

/** What of the drawer and its shift is opened from the selling screen. */
export type DrawerPart = 'cash-move';

/** Commands about the drawer and its shift. Each answers `needs-approval` where the own right ends. */
export type CloseCommands = {
  /** Told before the drawer opens; its slip is printed. */
  'move-cash': { arg: CashMoveAsked & { approver?: Approver }; answer: Done | Refusal };
};
