import { Op } from '../../../../src/contracts/op.ts';
import { parseJson } from '../../../../src/contracts/parse.ts';
import type { Db } from '../../db/pool.ts';
import { idText } from '../../ids.ts';
import { shiftEvent } from './shift-event.ts';

/** An op that opened, counted or closed a shift, or put right what was declared of it. */
export type ShiftRow = {
  op_id: Buffer;
  stream: Buffer;
  seq: number;
  till_id: string;
  shift_id: string;
  kind: string;
  at_ms: number;
  body: string;
};

/** Which store's tills, on which day. */
export type OfDay = { region: string; store: string; day: string };

/**
 * All that was told of the shifts that were opened or closed on the day, in the order of their time. Also
 * what waits above a hole in its stream: a Z whose sales are not all here must say so, and not be silent.
 */
export async function shiftRows(db: Db, of: OfDay): Promise<ShiftRow[]> {
  // In this order: what the projector takes in between stands in both, and is never in neither.
  const above = await rowsAboveHoles(db, of);
  const read = await readModelRows(db, of);
  const key = ({ till_id: till, shift_id: shift }: ShiftRow): string => `${till} ${shift}`;
  const shifts = new Set(read.map(key));
  for (const { row, day } of above) if (day === of.day) shifts.add(key(row));
  const known = new Set(read.map(({ op_id: id }) => idText(id)));
  const waiting = above
    .map(({ row }) => row)
    .filter((row) => shifts.has(key(row)) && !known.has(idText(row.op_id)));
  return [...read, ...waiting].toSorted(
    (x, y) => x.at_ms - y.at_ms || x.seq - y.seq || Buffer.compare(x.op_id, y.op_id),
  );
}

async function readModelRows(db: Db, { store, day }: OfDay): Promise<ShiftRow[]> {
  const found = await db.query<ShiftRow>(
    `SELECT op_id, stream_id AS stream, seq, till_id, shift_id, kind, at_ms, body
       FROM projection.shift_events
      WHERE store = $1 AND kind NOT IN ('cash-moved', 'store-closed')
        AND (till_id, shift_id) IN (
          SELECT till_id, shift_id FROM projection.shift_events
           WHERE store = $1 AND business_date = $2::date)`,
    [store, day],
  );
  return found.rows;
}

type Held = { op_id: Buffer; stream: Buffer; seq: number; till_id: string; raw: Buffer };

/** Of streams with a hole, or a projector behind, what the read models do not hold yet; few or none. */
async function rowsAboveHoles(
  db: Db,
  { region, store }: OfDay,
): Promise<{ row: ShiftRow; day: string }[]> {
  const found = await db.query<Held>(
    `SELECT DISTINCT ON (s.stream_id, o.seq, o.op_id)
            coalesce(o.stands_for, o.op_id) AS op_id, s.stream_id AS stream, o.seq, s.till_id, o.raw
       FROM stream_state s LEFT JOIN projection.streams p USING (stream_id)
       JOIN all_ops o ON o.stream_id = s.stream_id AND o.seq > coalesce(p.applied_seq, 0)
      WHERE s.till_id LIKE $1 || '-%' AND s.received_max > coalesce(p.applied_seq, 0)
        AND o.kind IN ('shift-opened', 'shift-counted', 'shift-closed',
                       'shift-suspended', 'shift-resumed', 'declaration-adjusted')
      ORDER BY s.stream_id, o.seq, o.op_id`,
    [`${region}-${store}`],
  );
  return found.rows.flatMap(({ raw, ...held }) => {
    const op = parseJson(Op, raw.toString());
    if (op?.seq !== held.seq) return [];
    const event = shiftEvent(op);
    if (event === 'no-event' || 'why' in event) return [];
    const { shiftId: shift_id, body, businessDate: day } = event;
    return [{ row: { ...held, shift_id, kind: op.kind, at_ms: op.at_ms, body }, day }];
  });
}
