import type { Db } from '../../db/pool.ts';
import type { ShiftEvent } from './shift-event.ts';

/** One op that tells of a shift, as it stands in the read models. */
export type ShiftEventRow = ShiftEvent & {
  /** The till's own id of it, also where another form stands for it: the next Z names it. */
  opId: Buffer;
  stream: Buffer;
  seq: number;
  tillId: string;
  /** The store that was authenticated, not the one the body names (D20). */
  store: string;
  kind: string;
  atMs: number;
};

type Op = Pick<ShiftEventRow, 'stream' | 'seq' | 'tillId'> & { link: Buffer };

/** Pure, and of this op alone. */
export function shiftEventRow(
  op: Op,
  event: ShiftEvent,
  kind: string,
  atMs: number,
): ShiftEventRow {
  const { link: opId, stream, seq, tillId } = op;
  return { ...event, opId, stream, seq, tillId, store: tillId.split('-')[1] ?? '', kind, atMs };
}

/** Adds them to the read models, in one statement. */
export async function writeShiftEvents(
  tx: Db,
  schema: 'projection' | 'pruned',
  rows: readonly ShiftEventRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: `${schema}-shift-events`,
    text: `INSERT INTO ${schema}.shift_events
             (op_id, stream_id, seq, till_id, store, shift_id, kind, business_date, at_ms, body)
           SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::bigint[], $4::text[], $5::text[],
             $6::text[], $7::text[], $8::date[], $9::bigint[], $10::text[])`,
    values: [
      rows.map((r) => r.opId),
      rows.map((r) => r.stream),
      rows.map((r) => r.seq),
      rows.map((r) => r.tillId),
      rows.map((r) => r.store),
      rows.map((r) => r.shiftId),
      rows.map((r) => r.kind),
      rows.map((r) => r.businessDate),
      rows.map((r) => r.atMs),
      rows.map((r) => r.body),
    ],
  });
}
