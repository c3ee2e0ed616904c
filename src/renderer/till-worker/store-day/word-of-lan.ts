import type { ShiftClosedBody } from '../../../contracts/end-of-day.ts';
import type { LanDay } from '../../../contracts/lan.ts';
import { zNumber } from '../close/last-z.ts';
import type { DayZ, TillWord } from '../../../domain/store-day/store-day.ts';

/** What another till said of its day. */
export function wordOfLan({ till, shifts, unsent }: LanDay): TillWord {
  return {
    till,
    from: 'lan',
    unsent,
    shifts: shifts.map(
      ({ shift_id: shiftId, state, opened_ms: openedMs, opened_by: openedBy, z }) => ({
        shiftId,
        state,
        openedMs,
        openedBy,
        zs: z === undefined ? [] : [dayZ(z.body)],
        late: 0,
      }),
    ),
  };
}

type ZHead = Omit<ShiftClosedBody, 'figures' | 'streams'>;

/** A Z as a store's day shows it; nobody has proven it yet. */
export function dayZ(z: ShiftClosedBody): DayZ {
  return { ...dayZOf(z), net: z.figures.net };
}

/** The same of a Z whose figures stand elsewhere. */
export function dayZOf(z: ZHead): Omit<DayZ, 'net'> {
  const { bag, approver, reason } = z;
  return {
    zId: z.z_id,
    number: zNumber(z),
    currency: z.currency,
    deposit: z.deposit,
    closedMs: z.closed_ms,
    closedBy: z.closed_by,
    tenders: z.tenders,
    ...(bag === undefined ? {} : { bag }),
    ...(approver === undefined ? {} : { approver }),
    ...(reason === undefined ? {} : { reason }),
  };
}
