import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { RunningShift } from './running-shift.ts';
import type { ShiftKeeper } from './shift-keeper.ts';

/**
 * The open shift of who is signed in, else of `cashier`, as the committer's turn finds it: the Z of the turn
 * before is on disk, and its desk may not have said so yet.
 */
export function openNow(
  shifts: Pick<ShiftKeeper, 'open' | 'of' | 'hasCashier'>,
  running: Pick<RunningShift, 'known'>,
  cashier?: string,
): ShiftRow | undefined {
  const open = shifts.hasCashier ? shifts.open : shifts.of(cashier);
  return open === undefined || running.known(open.shiftId)?.isClosed === true ? undefined : open;
}
