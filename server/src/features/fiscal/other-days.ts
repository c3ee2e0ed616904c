import { ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import { parseJson } from '../../../../src/contracts/parse.ts';
import type { Db } from '../../db/pool.ts';
import { countedOps, isCounted, type OpPlace } from '../closing/counted-ops.ts';

/** Ops of one kind and shift that no Z of the asked day counts. */
export type LeftOps = {
  /** The asked day. */
  day: string;
  store: string;
  till: string;
  shift: string;
  kind: string;
  ops: readonly OpPlace[];
};

export type OfOtherDays = {
  /** Counted by the Z of another day, in whose export they stand: a shift that went on over midnight. */
  notes: string[];
  /** Counted by no Z that is here. */
  faults: string[];
};

/**
 * Which of them another day's Z counts, by the ops it names (DSF7). What stands between those on another
 * branch of a forked stream it does not count, and is in no export.
 */
export async function ofOtherDays(db: Db, left: readonly LeftOps[]): Promise<OfOtherDays> {
  const found: OfOtherDays = { notes: [], faults: [] };
  for (const group of left) {
    const { store, till, shift, kind } = group;
    const of = (seqs: readonly number[]): string =>
      `till ${store}-${till}, shift ${shift}: ${kind} of operation ${seqs.join(', ')}`;
    let rest = group.ops;
    for (const { day, z } of await closingsOf(db, group)) {
      const counts = await countedOps(db, [z]);
      const counted = rest.filter((op) => isCounted(counts, shift, op)).map(({ seq }) => seq);
      rest = rest.filter((op) => !isCounted(counts, shift, op));
      if (counted.length > 0)
        found.notes.push(`${of(counted)}: in the export of ${day}, whose Z counts it`);
    }
    if (rest.length > 0)
      found.faults.push(`${of(rest.map(({ seq }) => seq))}: no Z of this day counts it`);
  }
  return found;
}

/** Every Z of a shift that is of another day. */
async function closingsOf(
  db: Db,
  { store, till, shift, day: asked }: LeftOps,
): Promise<{ day: string; z: ShiftClosedBody }[]> {
  const found = await db.query<{ day: string; body: string }>(
    `SELECT to_char(business_date, 'YYYY-MM-DD') AS day, body FROM projection.shift_events
      WHERE store = $1 AND till_id LIKE '%-' || $1 || '-' || $2 AND shift_id = $3
        AND kind = 'shift-closed' AND business_date <> $4::date
      ORDER BY business_date, op_id`,
    [store, till, shift, asked],
  );
  return found.rows.flatMap(({ day, body }) => {
    const z = parseJson(ShiftClosedBody, body);
    return z === undefined ? [] : [{ day, z }];
  });
}
