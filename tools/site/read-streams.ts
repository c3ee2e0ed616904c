import type { Pool } from '../../server/src/db/pool.ts';
import { loadChainRows } from '../../server/src/features/ops/stream-store.ts';
import { idText } from '../../server/src/ids.ts';
import { advanceHeads } from '../../src/domain/oplog/advance-heads.ts';
import { GENESIS } from '../../src/domain/oplog/op-id.ts';

/** What a site holds of one stream, walked over its rows. */
export type StreamAt = {
  till: string;
  /** Longest gap-free head the rows reach. */
  contiguous: number;
  opId: string;
  /** Distinct ops held, gaps or not. */
  ops: number;
  /** A head the site claims and its rows do not hold; absent where every claim rests on rows. */
  unfounded?: string;
};

type Claimed = {
  id: Buffer;
  till_id: string;
  op_id: Buffer | null;
  seq: number | null;
  floor_seq: number | null;
  floor_op: Buffer | null;
};

/** Ids of every stream a site knows. */
export async function knownStreams(pool: Pool): Promise<string[]> {
  const found = await pool.query<{ id: Buffer }>('SELECT stream_id AS id FROM stream_state');
  return found.rows.map((row) => idText(row.id));
}

/** What a site holds of every stream. Claims are read before the rows they rest on: rows only come. */
export async function readStreams(pool: Pool): Promise<Map<string, StreamAt>> {
  const found = await pool.query<Claimed>(
    `SELECT s.stream_id AS id, s.till_id, h.op_id, h.seq, f.seq AS floor_seq, f.op_id AS floor_op
       FROM stream_state s LEFT JOIN stream_heads h USING (stream_id)
       LEFT JOIN stream_floors f USING (stream_id) ORDER BY s.stream_id`,
  );
  const claims = new Map<string, Claimed[]>();
  for (const row of found.rows) {
    const id = idText(row.id);
    claims.set(id, [...(claims.get(id) ?? []), row]);
  }
  const streams = new Map<string, StreamAt>();
  for (const [stream, [first, ...more]] of claims)
    if (first !== undefined) streams.set(stream, await walk(pool, first, [first, ...more]));
  return streams;
}

async function walk(pool: Pool, first: Claimed, claims: readonly Claimed[]): Promise<StreamAt> {
  const floor =
    first.floor_op === null || first.floor_seq === null
      ? { seq: 0, opId: GENESIS }
      : { seq: first.floor_seq, opId: idText(first.floor_op) };
  const rows = await loadChainRows(pool, first.id, floor.seq + 1);
  const [tip] = advanceHeads([floor], rows);
  const contiguous = tip?.seq ?? 0;
  const held = new Set(rows.map((row) => `${row.seq}:${row.link}`));
  held.add(`${floor.seq}:${floor.opId}`);
  const unfounded = claims.find(
    ({ seq, op_id: opId }) =>
      seq !== null && opId !== null && (seq > contiguous || !held.has(`${seq}:${idText(opId)}`)),
  );
  const ids = await pool.query<{ ops: number }>(
    'SELECT count(DISTINCT op_id) AS ops FROM all_ops WHERE stream_id = $1',
    [first.id],
  );
  return {
    till: first.till_id,
    contiguous,
    opId: tip?.opId ?? '',
    ops: ids.rows[0]?.ops ?? 0,
    ...(unfounded === undefined
      ? {}
      : { unfounded: `op ${unfounded.seq}, its rows reach ${contiguous} without a gap` }),
  };
}
