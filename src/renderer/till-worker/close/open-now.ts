import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { RunningShift } from './running-shift.ts';
import type { ShiftKeeper } from './shift-keeper.ts';

/**
 * The open shift as the committer's turn finds it: the Z of the turn before is on disk, and its desk may
 * not have said so yet.
 */
export function openNow(
  shifts: Pick<ShiftKeeper, 'open'>,
  running: Pick<RunningShift, 'known'>,
): ShiftRow | undefined {
  const { open } = shifts;
  const { known } = running;
  return known?.isClosed === true && known.shiftId === open?.shiftId ? undefined : open;
}
