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
  return unlessClosed(shifts.hasCashier ? shifts.open : shifts.of(cashier), running);
}

/** The same by who asks, and any one while it is open, whoever is signed in. */
export function shiftsNow(
  shifts: ShiftKeeper,
  running: Pick<RunningShift, 'known'>,
): {
  shift: (cashier: string) => ShiftRow | undefined;
  stillOpen: (shiftId: string) => ShiftRow | undefined;
} {
  return {
    shift: (cashier) => openNow(shifts, running, cashier),
    stillOpen: (shiftId) => unlessClosed(shifts.byId(shiftId), running),
  };
}

function unlessClosed(
  shift: ShiftRow | undefined,
  running: Pick<RunningShift, 'known'>,
): ShiftRow | undefined {
  return shift === undefined || running.known(shift.shiftId)?.isClosed === true ? undefined : shift;
}
