import { ShiftClosedBody, type LastZTold } from '../../../contracts/end-of-day.ts';
import { parse } from '../../../contracts/parse.ts';
import { NO_Z, type LastZ } from '../../../domain/cashup/close-shift.ts';
import { compareSeries } from '../../../domain/oplog/series.ts';
import type { ZRow } from '../../../sync/core/ports.ts';

/** Newest first: a later series is a later life of the till. */
export function newestFirst(zs: readonly ZRow[]): ZRow[] {
  return zs.toSorted((a, b) => compareSeries(b.series, a.series) || b.zNo - a.zNo);
}

/**
 * What the next Z goes on from: number and grand totals, whatever series it was told in. `told` is what
 * head office knew of this till number when the machine was enrolled: a wiped machine goes on from there.
 */
export function lastZ(zs: readonly ZRow[], told?: LastZTold): LastZ {
  const [row] = newestFirst(zs);
  const z = row && parse(ShiftClosedBody, row.body);
  if (row !== undefined && z !== undefined && row.zNo >= (told?.z_no ?? 0))
    return { zNo: row.zNo, grand: z.grand, opId: row.opId };
  return told === undefined ? NO_Z : { zNo: told.z_no, grand: told.grand, opId: told.op_id };
}

/** As it stands on paper, e.g. "0417-02-A-Z0012". */
export function zNumber(z: Pick<ShiftClosedBody, 'store' | 'till' | 'series' | 'z_no'>): string {
  return `${z.store}-${z.till}-${z.series}-Z${String(z.z_no).padStart(4, '0')}`;
}

/** What the last Z left in the drawer for the next shift. */
export function lastNextFloat(zs: readonly ZRow[]): number | undefined {
  const [row] = newestFirst(zs);
  return row && parse(ShiftClosedBody, row.body)?.next_float;
}

/** Those of this till, of however many machines. */
export function ownZs(zs: readonly ZRow[], own: { store: string; till: string }): ZRow[] {
  return zs.filter(({ body }) => {
    const z = parse(ShiftClosedBody, body);
    return z?.store === own.store && z.till === own.till;
  });
}
