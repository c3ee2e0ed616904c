import type { ChainRow, Head } from '../../../../src/domain/oplog/advance-heads.ts';
import type { Db } from '../../db/pool.ts';
import { idBytes, idText } from '../../ids.ts';
import type { ChainState } from './next-heads.ts';

/** Rows of one walk; a stream longer than this that forks low is walked over all of it anyway. */
type HeldRow = { seq: number; prev: Buffer; link: Buffer };

/**
 * Locks a stream's row for this transaction, making it where it is new. Callers that lock
 * several go in the order of their bytes (D7).
 */
export async function lockStream(tx: Db, stream: Buffer, tillId: string): Promise<void> {
  await tx.query({
    name: 'lock-stream',
    text: `INSERT INTO stream_state (stream_id, till_id, last_seen) VALUES ($1, $2, now())
           ON CONFLICT (stream_id) DO UPDATE SET last_seen = now()`,
    values: [stream, tillId],
  });
}

/** State under the lock; a statement of its own, since only it sees what the lock waited for. */
export async function readChainState(tx: Db, stream: Buffer): Promise<ChainState> {
  const found = await tx.query<{
    status: string;
    received_max: number;
    op_id: Buffer | null;
    seq: number | null;
    floor_op: Buffer | null;
    floor_seq: number | null;
  }>({
    name: 'chain-state',
    text: `SELECT s.status, s.received_max, h.op_id, h.seq, f.op_id AS floor_op, f.seq AS floor_seq
             FROM stream_state s LEFT JOIN stream_heads h USING (stream_id)
             LEFT JOIN stream_floors f USING (stream_id)
            WHERE s.stream_id = $1 ORDER BY h.seq DESC, h.op_id`,
    values: [stream],
  });
  const heads: Head[] = [];
  for (const row of found.rows) {
    if (row.op_id !== null && row.seq !== null)
      heads.push({ seq: row.seq, opId: idText(row.op_id) });
  }
  const first = found.rows[0];
  return {
    heads,
    forked: first?.status === 'forked',
    receivedMax: first?.received_max ?? 0,
    ...(first?.floor_op == null || first.floor_seq === null
      ? {}
      : { floor: { seq: first.floor_seq, opId: idText(first.floor_op) } }),
  };
}

/** Distinct chain rows of own ∪ copy from a sequence on. */
export async function loadChainRows(db: Db, stream: Buffer, fromSeq: number): Promise<ChainRow[]> {
  const found = await db.query<HeldRow>(
    `SELECT DISTINCT seq, prev_op_id AS prev, coalesce(stands_for, op_id) AS link
       FROM all_ops WHERE stream_id = $1 AND seq >= $2`,
    [stream, fromSeq],
  );
  return found.rows.map((r) => ({ seq: r.seq, prev: idText(r.prev), link: idText(r.link) }));
}

/** Writes heads and status after a step; untouched branches keep their `changed_xid`. */
export async function saveChainState(
  tx: Db,
  stream: Buffer,
  next: { heads: readonly Head[]; forked: boolean; receivedMax: number },
): Promise<void> {
  const ops = next.heads.filter((h) => h.seq > 0);
  await tx.query({
    name: 'save-heads',
    text: `WITH tips AS (SELECT * FROM unnest($2::bytea[], $3::bigint[]) AS t (op_id, seq)),
                gone AS (DELETE FROM stream_heads
                          WHERE stream_id = $1 AND op_id NOT IN (SELECT op_id FROM tips)),
                state AS (UPDATE stream_state
                             SET received_max = greatest(received_max, $4),
                                 status = CASE WHEN $5 THEN 'forked' ELSE status END
                           WHERE stream_id = $1)
           INSERT INTO stream_heads (stream_id, op_id, seq)
           SELECT $1, op_id, seq FROM tips ON CONFLICT (stream_id, op_id) DO NOTHING`,
    values: [
      stream,
      ops.map((h) => idBytes(h.opId)),
      ops.map((h) => h.seq),
      next.receivedMax,
      next.forked,
    ],
  });
}
