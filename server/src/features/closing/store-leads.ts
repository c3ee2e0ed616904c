import type { ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import type { LeadTold } from '../../../../src/contracts/store-day.ts';
import { findLeads, type WatchedShift } from '../../../../src/domain/exceptions/leads.ts';
import type { Db } from '../../db/pool.ts';
import { readZ } from './read-z.ts';

/** Shifts of a day are held against those of so many days before. */
const COMPARED_DAYS = 28;

/** What the day's Zs give to look at (dom-L1), held against the store's own last weeks. */
export async function storeLeads(
  db: Db,
  of: { store: string; day: string },
  zs: readonly ShiftClosedBody[],
): Promise<LeadTold[]> {
  if (zs.length === 0) return [];
  const found = await db.query<{ body: string }>(
    `SELECT body FROM projection.shift_events
      WHERE store = $1 AND kind = 'shift-closed'
        AND business_date >= $2::date - ${COMPARED_DAYS} AND business_date < $2::date
      ORDER BY business_date, at_ms, op_id`,
    [of.store, of.day],
  );
  const before = found.rows.flatMap(({ body }) => readZ(body) ?? []);
  return findLeads(zs.map(watched), before.map(watched)).map((lead) => ({
    kind: lead.kind,
    why: lead.why,
    till: lead.till,
    z_no: lead.zNo,
    who: lead.who,
    measured: lead.measured,
    usual: lead.usual,
  }));
}

function watched(z: ShiftClosedBody): WatchedShift {
  const { figures, tenders } = z;
  return {
    till: z.till,
    zNo: z.z_no,
    day: z.business_date,
    who: z.opened_by,
    isOwn: z.drawer === 'own',
    closedMs: z.closed_ms,
    sales: figures.sales.count,
    returns: figures.returns.count,
    postVoids: figures.post_voids.count,
    corrections: figures.corrections.count,
    cancelled: figures.cancelled.count,
    drawerOpenings: figures.drawer_openings,
    priceInquiries: figures.price_inquiries,
    copies: figures.copies,
    counts: z.counts,
    cashOff: tenders['cash']?.variance ?? 0,
  };
}
