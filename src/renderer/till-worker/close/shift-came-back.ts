import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { TillDesk } from '../till-desk.ts';
import type { RunningShift } from './running-shift.ts';

/**
 * An open shift is that of ops which came back from head office (OO6); on disk already. One that somebody
 * opened here meanwhile stays, and a drawer of a cashier's own stands beside it.
 */
export function shiftCameBack(
  desk: Pick<TillDesk, 'shifts' | 'salesOfShift' | 'showPeople' | 'countSales'>,
  running: Pick<RunningShift, 'read'>,
  shift: ShiftRow | { closed: string },
): void {
  if ('closed' in shift) desk.shifts.gone(shift.closed);
  else {
    const isShared = shift.drawer === undefined;
    if (isShared && desk.shifts.all.some(({ drawer }) => drawer === undefined)) return;
    // Read again when somebody asks, where the disk says no now.
    running.read(shift).catch(() => undefined);
    desk.shifts.is(shift);
  }
  desk.salesOfShift = 0;
  desk.showPeople();
  void desk.countSales();
}
