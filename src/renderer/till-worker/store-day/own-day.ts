import { ShiftClosedBody } from '../../../contracts/end-of-day.ts';
import type { LanDay, LanShift } from '../../../contracts/lan.ts';
import { parse } from '../../../contracts/parse.ts';
import type { ShiftFold } from '../../../domain/cashup/fold-shift.ts';
import type { ShiftRow, ZRow } from '../../../sync/core/ports.ts';

/** What this till knows of its own shifts. */
export type OwnShifts = {
  store: string;
  till: string;
  /** Newest first or not: each is looked at by its day. */
  zs: readonly ZRow[];
  /** The open ones, each as far as it was read. */
  open: readonly { row: ShiftRow; fold: ShiftFold | undefined }[];
  unsent: number;
  atMs: number;
};

/** This till's business day as it tells it to others; of an open shift only how many documents it has. */
export function ownDay(own: OwnShifts, day: string): LanDay {
  const closed = own.zs.flatMap((row): LanShift[] => {
    const z = parse(ShiftClosedBody, row.body);
    if (z?.business_date !== day) return [];
    return [
      {
        shift_id: z.shift_id,
        state: 'closed',
        opened_ms: z.opened_ms,
        opened_by: z.opened_by,
        documents: documentsOf(z.figures),
        counts: z.counts,
        z: {
          op_id: row.opId,
          body: z,
          // A Z that is put right more often is shown with its last corrections.
          ...(row.adjusted === undefined ? {} : { adjusted: row.adjusted.slice(-MOST_ADJUSTED) }),
        },
      },
    ];
  });
  const { store, till, unsent, atMs } = own;
  const shifts = [...closed, ...own.open.flatMap((open) => openShift(open, day))];
  const openOn = own.open.map(({ row }) => row.businessDate).find((one) => one !== day);
  const other = openOn === undefined ? {} : { open_on: openOn };
  return { store, till, day, at_ms: atMs, shifts, unsent, ...other };
}

function openShift({ row: open, fold }: OwnShifts['open'][number], day: string): LanShift[] {
  if (open.businessDate !== day) return [];
  const known = fold?.shiftId === open.shiftId ? fold : undefined;
  const counts = known?.counts.length ?? 0;
  return [
    {
      shift_id: open.shiftId,
      state: counts > 0 ? 'counted' : 'open',
      opened_ms: open.openedMs,
      opened_by: open.cashier,
      documents: known === undefined ? 0 : documentsOf(known.figures),
      counts,
      ...(open.suspended === undefined ? {} : { suspended_by: open.suspended.cashier }),
    },
  ];
}

const documentsOf = ({ numbers }: Pick<ShiftClosedBody['figures'], 'numbers'>): number =>
  Object.values(numbers).reduce((sum, { count }) => sum + count, 0);

/** Days that this till has something to tell of: those of its open shift, of today and of its last Zs. */
export function daysToTell(own: Pick<OwnShifts, 'zs' | 'open'>, today: string): string[] {
  const closed = own.zs
    .toSorted((a, b) => b.closedMs - a.closedMs)
    .slice(0, MOST_ZS)
    .flatMap((row) => parse(ShiftClosedBody, row.body)?.business_date ?? []);
  return [...new Set([today, ...own.open.map(({ row }) => row.businessDate), ...closed])];
}

const MOST_ZS = 10;
const MOST_ADJUSTED = 100;

/**
 * The day that is to be closed next: that of the open shift, of several the earliest, else the newest one with a Z that this till
 * has seen no close of, else today. After midnight that is yesterday (dom-Z10).
 */
export function nextDay(
  own: Pick<OwnShifts, 'zs' | 'open'>,
  today: string,
  closed: readonly string[],
): string {
  const [first] = own.open.map(({ row }) => row.businessDate).toSorted();
  if (first !== undefined) return first;
  const [last] = own.zs.toSorted((a, b) => b.closedMs - a.closedMs);
  const day = last && parse(ShiftClosedBody, last.body)?.business_date;
  return day === undefined || day > today || closed.includes(day) ? today : day;
}
