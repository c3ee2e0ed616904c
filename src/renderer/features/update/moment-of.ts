import type { IpcArg } from '../../../contracts/ipc.ts';
import type { TillView } from '../../shared/till-api.ts';
import { isBetweenSales } from './is-between-sales.ts';

/** How the till stands for who puts builds in place; undefined while it is not open for work (UPD4, UPD6). */
export function momentOf(view: TillView): IpcArg<'till.moment'> | undefined {
  const { phase, cashier, openShifts, sync } = view;
  if (phase.at === 'starting' || phase.at === 'enrol' || phase.at === 'unusable') return undefined;
  return {
    is_free: isBetweenSales(view),
    is_signed_in: cashier !== undefined,
    // Others' drawers too: nobody's shift is of another build.
    is_shift_open: openShifts > 0,
    // Every op, not sales alone: a Z or a count waits like them.
    waiting: Math.max(sync.waiting, sync.head - sync.confirmed) + sync.parked.length,
  };
}
