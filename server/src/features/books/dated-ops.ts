import { dayMs } from '../../calendar-day.ts';
import type { Db } from '../../db/pool.ts';
import { FORM, SENTINEL_DATE } from '../ops/op-row.ts';
import { loadRaw, type StreamWork } from '../projection/next-ops.ts';

/** A stream with its till, to be walked from its floor to its head. */
export type BookStream = StreamWork;

/** One row of a stream's log with the business day it belongs to. */
export type DatedOp = { seq: number; opId: Buffer; link: Buffer; day: string | undefined };

/**
 * Streams of the store that may have ops of these days: with a row in a partition of theirs, or in the sentinel's,
 * where ops lie that came with a date far from the day they came on (D1).
 */
export async function streamsThatMay(
  db: Db,
  store: string,
  days: { from: string; until: string },
): Promise<BookStream[]> {
  const found = await db.query<{
    stream: Buffer;
    till_id: string;
    floor_seq: number;
    floor_op: Buffer | null;
    top_seq: number;
  }>(
    `SELECT s.stream_id AS stream, s.till_id, coalesce(f.seq, 0) AS floor_seq, f.op_id AS floor_op,
            (SELECT coalesce(max(h.seq), 0) FROM stream_heads h WHERE h.stream_id = s.stream_id) AS top_seq
       FROM (SELECT DISTINCT stream_id, till_id FROM all_ops
              WHERE (business_date BETWEEN $1 AND $2 OR business_date = $3)
                AND split_part(till_id, '-', 2) = $4) s
       LEFT JOIN stream_floors f USING (stream_id)
      ORDER BY s.till_id, s.stream_id`,
    [days.from, days.until, SENTINEL_DATE, store],
  );
  return found.rows.map((row) => ({
    stream: row.stream,
    tillId: row.till_id,
    whole: true,
    appliedSeq: 0,
    appliedOp: null,
    floorSeq: row.floor_seq,
    floorOp: row.floor_op,
    topSeq: row.top_seq,
    heads: '',
  }));
}

type Row = { seq: number; op_id: Buffer; link: Buffer; form: number; day: string };

/**
 * Every row of the stream, with the day that the op inside says. A void and bytes that say none belong
 * to the day of what stands before them, the first ones to the day of what follows: somebody who reads
 * that day's books must hear of them.
 */
export async function datedOps(db: Db, { stream }: Pick<BookStream, 'stream'>): Promise<DatedOp[]> {
  const found = await db.query<Row>(
    `SELECT DISTINCT ON (seq, op_id) seq, op_id, coalesce(stands_for, op_id) AS link, form,
            business_date::text AS day
       FROM all_ops WHERE stream_id = $1 ORDER BY seq, op_id, business_date DESC`,
    [stream],
  );
  const far = found.rows.filter((row) => row.day === SENTINEL_DATE && row.form !== FORM.void);
  const raws = await loadRaw(
    db,
    far.map((row) => row.op_id),
  );
  const told = found.rows.map((row) => {
    const { seq, op_id: opId, link, day } = row;
    const own = day === SENTINEL_DATE ? claimedDay(raws.get(opId.toString('hex'))) : day;
    return { seq, opId, link, day: own };
  });
  let last = told.find((op) => op.day !== undefined)?.day;
  return told.map((op) => {
    last = op.day ?? last;
    return { ...op, day: last };
  });
}

/** The business date that the bytes say, where it is one. */
function claimedDay(raw: Buffer | undefined): string | undefined {
  if (raw === undefined) return undefined;
  try {
    const op: unknown = JSON.parse(raw.toString('utf8'));
    const day = typeof op === 'object' && op !== null && 'business_date' in op && op.business_date;
    return typeof day === 'string' && dayMs(day) !== undefined ? day : undefined;
  } catch {
    return undefined;
  }
}
