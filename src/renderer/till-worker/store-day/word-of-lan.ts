import type { ShiftClosedBody } from '../../../contracts/end-of-day.ts';
import type { DeclarationAdjustedBody } from '../../../contracts/declaration-adjusted.ts';
import type { LanDay, LanShift } from '../../../contracts/lan.ts';
import { countDecision } from '../../../domain/cashup/judge-counts.ts';
import { zNumber } from '../close/last-z.ts';
import { isSane } from '../../../contracts/sane.ts';
import type { DayZ, TillWord } from '../../../domain/store-day/store-day.ts';

/**
 * What another till said of its day; undefined where no till that works says so: a Z of somebody else's,
 * or amounts that no sum of a store could hold.
 */
export function wordOfLan(told: LanDay): TillWord | undefined {
  const { till, shifts, unsent, open_on: openOn } = told;
  if (!shifts.every((shift) => isOfDay(told, shift))) return undefined;
  return {
    till,
    from: 'lan',
    unsent,
    ...(openOn === undefined ? {} : { openOn }),
    shifts: shifts.map(
      ({
        shift_id: shiftId,
        state,
        opened_ms: openedMs,
        opened_by: openedBy,
        suspended_by: by,
        z,
      }) => ({
        ...(by === undefined ? {} : { suspendedBy: by }),
        shiftId,
        state,
        openedMs,
        openedBy,
        zs: z === undefined ? [] : [dayZ(z.body, z.adjusted)],
        late: 0,
      }),
    ),
  };
}

function isOfDay({ store, till, day }: LanDay, { state, shift_id: shiftId, z }: LanShift): boolean {
  if ((z === undefined) !== (state !== 'closed')) return false;
  if (z === undefined) return true;
  const { body } = z;
  const amounts = [
    body.figures.net,
    body.deposit,
    ...(z.adjusted ?? []).flatMap((one) => [one.before, one.after]),
    ...Object.values(body.tenders).flatMap((t) => [t.expected, t.counted, t.variance]),
  ];
  const isIts = body.store === store && body.till === till && body.business_date === day;
  return isIts && body.shift_id === shiftId && amounts.every(isSane);
}

type AdjustmentTold = Omit<DeclarationAdjustedBody, 'z_id' | 'shift_id' | 'business_date'>;
type ZHead = Omit<ShiftClosedBody, 'figures' | 'streams'>;

/** A Z as a store's day shows it; nobody has proven it yet. */
function dayZ(z: ShiftClosedBody, adjusted: readonly DeclarationAdjustedBody[] = []): DayZ {
  return { ...dayZOf(z, adjusted), net: z.figures.net };
}

/** The same of a Z whose figures stand elsewhere. */
export function dayZOf(z: ZHead, adjusted: readonly AdjustmentTold[]): Omit<DayZ, 'net'> {
  const { bag, approver, reason } = z;
  return {
    zId: z.z_id,
    number: zNumber(z),
    currency: z.currency,
    deposit: z.deposit,
    closedMs: z.closed_ms,
    closedBy: z.closed_by,
    tenders: z.tenders,
    adjustments: adjusted.map((one) => ({
      adjustId: one.adjust_id,
      tender: one.tender,
      before: one.before,
      after: one.after,
      reason: one.reason,
      cashier: one.cashier,
      approver: one.approver,
      atMs: one.at_ms,
    })),
    isFarOff: countDecision(z) === 'approve',
    ...(bag === undefined ? {} : { bag }),
    ...(approver === undefined ? {} : { approver }),
    ...(reason === undefined ? {} : { reason }),
  };
}
