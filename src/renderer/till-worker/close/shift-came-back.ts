import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { TillDesk } from '../till-desk.ts';
import type { RunningShift } from './running-shift.ts';

/**
 * The open shift is that of ops which came back from head office (OO6); on disk already. One that somebody
 * opened here meanwhile stays.
 */
export function shiftCameBack(
  desk: Pick<TillDesk, 'shifts' | 'salesOfShift' | 'showPeople'>,
  running: Pick<RunningShift, 'read'>,
  shift: ShiftRow | undefined,
): void {
  if (shift !== undefined && desk.shifts.open !== undefined) return;
  // Read again when somebody asks, where the disk says no now.
  if (shift !== undefined) running.read(shift).catch(() => undefined);
  desk.salesOfShift = 0;
  desk.shifts.is(shift);
  desk.showPeople();
}
