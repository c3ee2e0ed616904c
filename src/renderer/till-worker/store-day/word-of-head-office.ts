import type { StoreDayAnswer } from '../../../contracts/store-day.ts';
import type { TillWord } from '../../../domain/store-day/store-day.ts';
import type { HeadOfficeDay } from './store-day-desk.ts';
import { dayZOf } from './word-of-lan.ts';

/** What head office holds of the day, with its proof of each Z. */
export function wordOfHeadOffice({ tills, closes, leads = [] }: StoreDayAnswer): HeadOfficeDay {
  return {
    words: tills.map(({ till, shifts }): TillWord => ({
      till,
      from: 'head-office',
      shifts: shifts.map((shift) => ({
        shiftId: shift.shift_id,
        state: shift.state,
        openedMs: shift.opened_ms,
        openedBy: shift.opened_by,
        ...(shift.suspended_by === undefined ? {} : { suspendedBy: shift.suspended_by }),
        late: shift.late.length,
        zs: shift.closings.map((z) => ({
          ...dayZOf(z, z.adjustments ?? []),
          net: z.net,
          proof: z.proof.state,
        })),
      })),
    })),
    closes: closes.map(
      ({ close_id: closeId, till, at_ms: atMs, closed_by: closedBy, ...rest }) => ({
        closeId,
        till,
        atMs,
        closedBy,
        missing: rest.missing,
        ...(rest.approver === undefined ? {} : { approver: rest.approver }),
        ...(rest.at === undefined ? {} : { isAtHeadOffice: true }),
      }),
    ),
    leads: leads.map(({ z_no: zNo, ...lead }) => ({ ...lead, zNo })),
  };
}
