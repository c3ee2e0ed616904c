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

/**
 * Locks those of the streams that are known and that nobody holds, and says which: many tills share
 * this transaction, and none may wait for what another one's stream is busy with.
 */
export async function lockFreeStreams(tx: Db, streams: readonly Buffer[]): Promise<Buffer[]> {
  const found = await tx.query<{ id: Buffer }>({
    name: 'lock-streams',
    text: `SELECT stream_id AS id FROM stream_state WHERE stream_id = ANY ($1::bytea[])
            ORDER BY stream_id FOR UPDATE SKIP LOCKED`,
    values: [streams],
  });
  return found.rows.map((row) => row.id);
}

/** A stream nothing was received of. */
export const UNKNOWN_STREAM: ChainState = { heads: [], forked: false, receivedMax: 0 };

type StateRow = {
  id: Buffer;
  status: string;
  received_max: number;
  op_id: Buffer | null;
  seq: number | null;
  floor_op: Buffer | null;
  floor_seq: number | null;
};

/**
 * States of known streams by id. Under a lock it is a statement of its own, since only that sees
 * what the lock waited for.
 */
export async function readChainStates(
  db: Db,
  streams: readonly Buffer[],
): Promise<Map<string, ChainState>> {
  const found = await db.query<StateRow>({
    name: 'chain-states',
    text: `SELECT s.stream_id AS id, s.status, s.received_max, h.op_id, h.seq,
                  f.op_id AS floor_op, f.seq AS floor_seq
             FROM stream_state s LEFT JOIN stream_heads h USING (stream_id)
             LEFT JOIN stream_floors f USING (stream_id)
            WHERE s.stream_id = ANY ($1::bytea[]) ORDER BY s.stream_id, h.seq DESC, h.op_id`,
    values: [streams],
  });
  const byStream = Map.groupBy(found.rows, (row) => idText(row.id));
  return new Map([...byStream].map(([id, rows]) => [id, stateOf(rows)]));
}

function stateOf(rows: readonly StateRow[]): ChainState {
  const [first] = rows;
  if (first === undefined) return UNKNOWN_STREAM;
  const { status, received_max, floor_op, floor_seq } = first;
  const heads = rows.flatMap(({ op_id, seq }): Head[] =>
    op_id === null || seq === null ? [] : [{ seq, opId: idText(op_id) }],
  );
  const state = { heads, forked: status === 'forked', receivedMax: received_max };
  if (floor_op === null || floor_seq === null) return state;
  return { ...state, floor: { seq: floor_seq, opId: idText(floor_op) } };
}

/** State of one stream; empty where it is unknown. */
export async function readChainState(db: Db, stream: Buffer): Promise<ChainState> {
  return (await readChainStates(db, [stream])).get(idText(stream)) ?? UNKNOWN_STREAM;
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

/**
 * Writes the one head of each stream that only grew, all in one statement. Where the rows came from
 * the till itself, it was seen.
 */
export async function saveGrownHeads(
  tx: Db,
  grown: readonly { stream: Buffer; head: Head }[],
  isFromTill: boolean,
): Promise<void> {
  await tx.query({
    name: 'save-grown-heads',
    text: `WITH tips AS (SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::bigint[])
                                  AS t (stream_id, op_id, seq)),
                gone AS (DELETE FROM stream_heads h USING tips t WHERE h.stream_id = t.stream_id),
                state AS (UPDATE stream_state s
                             SET received_max = t.seq,
                                 last_seen = CASE WHEN $4 THEN now() ELSE last_seen END
                            FROM tips t WHERE s.stream_id = t.stream_id)
           INSERT INTO stream_heads (stream_id, op_id, seq) SELECT stream_id, op_id, seq FROM tips`,
    values: [
      grown.map((g) => g.stream),
      grown.map((g) => idBytes(g.head.opId)),
      grown.map((g) => g.head.seq),
      isFromTill,
    ],
  });
}
