import type { LastZTold } from '../../../../src/contracts/end-of-day.ts';
import type { Db } from '../../db/pool.ts';
import { idText } from '../../ids.ts';
import { readZ } from '../closing/read-z.ts';

/**
 * The last Z of a till number that this site counts: the machine that is enrolled for it goes on from
 * there, so that no number comes twice and grand totals are never reset (dom-Z1, dom-Z3). A Z that no site
 * has heard of is not in it.
 */
export async function lastZOf(db: Db, tillId: string): Promise<LastZTold | undefined> {
  const found = await db.query<{ op_id: Buffer; body: string }>(
    `SELECT op_id, body FROM projection.shift_events
      WHERE till_id = $1 AND kind = 'shift-closed'
      ORDER BY (body::jsonb ->> 'z_no')::bigint DESC, at_ms DESC, op_id LIMIT 1`,
    [tillId],
  );
  const [row] = found.rows;
  const z = row && readZ(row.body);
  return row === undefined || z === undefined
    ? undefined
    : { z_no: z.z_no, grand: z.grand, op_id: idText(row.op_id) };
}
