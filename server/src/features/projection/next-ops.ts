import type { Db } from '../../db/pool.ts';

/** A stream whose read models are behind its heads. */
export type StreamWork = {
  stream: Buffer;
  tillId: string;
  /** The whole stream is projected anew: forks and stand-ins are settled that way (D8). */
  whole: boolean;
  appliedSeq: number;
  appliedOp: Buffer | null;
  /** The last op that was pruned; seq 0 and null: none was. */
  floorSeq: number;
  floorOp: Buffer | null;
  topSeq: number;
  /** Heads to be reached, as one text; equal text means nothing to do. */
  heads: string;
};

export type OpToProject = {
  stream: Buffer;
  tillId: string;
  seq: number;
  opId: Buffer;
  link: Buffer;
  raw: Uint8Array;
  void: boolean;
};

export type HeldOp = {
  stream: Buffer;
  seq: number;
  prev: Buffer;
  op_id: Buffer;
  link: Buffer;
  form: number;
  raw: Buffer;
};

const STREAMS_A_PAGE = 100;
/** Ops of one transaction, all streams together: a long one would hold back every `xmin` reader. */
export const OPS_A_PAGE = 1500;
const FEWEST_OPS_A_STREAM = 20;
const VOID = 2;

/** Streams to bring up to date, and the cursor after this look (an xmin, as everywhere: H4). */
export async function findWork(
  db: Db,
  since: string,
): Promise<{ work: StreamWork[]; full: boolean; xmin: string }> {
  const found = await db.query<{
    stream: Buffer | null;
    till_id: string;
    whole: boolean;
    applied_seq: number;
    applied_op: Buffer | null;
    floor_seq: number;
    floor_op: Buffer | null;
    top_seq: number;
    heads: string;
    xmin: string;
  }>({
    name: 'projection-work',
    text: `WITH moved AS MATERIALIZED (
             SELECT DISTINCT stream_id FROM stream_heads WHERE changed_xid >= $1::xid8),
           heads AS (
             SELECT stream_id, max(seq) AS top_seq, count(*) > 1 AS branched,
                    string_agg(encode(op_id, 'hex'), ',' ORDER BY seq DESC, op_id) AS heads
               FROM stream_heads JOIN moved USING (stream_id) GROUP BY stream_id),
           work AS (
             SELECT h.stream_id AS stream, s.till_id,
                    h.branched OR s.status = 'forked' OR s.replay AS whole,
                    coalesce(p.applied_seq, f.seq, 0) AS applied_seq,
                    coalesce(p.applied_op, f.op_id) AS applied_op,
                    coalesce(f.seq, 0) AS floor_seq, f.op_id AS floor_op, h.top_seq, h.heads
               FROM heads h JOIN stream_state s USING (stream_id)
               LEFT JOIN projection.streams p USING (stream_id)
               LEFT JOIN stream_floors f USING (stream_id)
              WHERE p.applied_heads IS DISTINCT FROM h.heads OR s.replay
              ORDER BY h.stream_id LIMIT ${STREAMS_A_PAGE})
           SELECT w.*, pg_snapshot_xmin(pg_current_snapshot())::text AS xmin
             FROM (SELECT) one LEFT JOIN work w ON true`,
    values: [since],
  });
  const work: StreamWork[] = [];
  for (const row of found.rows) {
    if (row.stream === null) continue;
    work.push({
      stream: row.stream,
      tillId: row.till_id,
      whole: row.whole,
      appliedSeq: row.applied_seq,
      appliedOp: row.applied_op,
      floorSeq: row.floor_seq,
      floorOp: row.floor_op,
      topSeq: row.top_seq,
      heads: row.heads,
    });
  }
  return { work, full: work.length === STREAMS_A_PAGE, xmin: found.rows[0]?.xmin ?? '0' };
}

/** Next rows of each stream's log, own ∪ copy, each once. */
export async function loadAbove(
  db: Db,
  work: readonly StreamWork[],
  limit: number,
): Promise<HeldOp[]> {
  const found = await db.query<HeldOp>({
    name: 'projection-ops',
    text: `SELECT w.stream, o.seq, o.prev, o.op_id, o.link, o.form, o.raw
             FROM unnest($1::bytea[], $2::bigint[], $3::bigint[]) AS w (stream, applied, top)
            CROSS JOIN LATERAL (
              SELECT DISTINCT ON (seq, op_id) seq, prev_op_id AS prev, op_id,
                     coalesce(stands_for, op_id) AS link, form, raw
                FROM all_ops
               WHERE stream_id = w.stream AND seq > w.applied AND seq <= w.top
               ORDER BY seq, op_id LIMIT $4) o`,
    values: [
      work.map((w) => w.stream),
      work.map((w) => w.appliedSeq),
      work.map((w) => w.topSeq),
      limit,
    ],
  });
  return found.rows;
}

/** Share of a page each of so many streams gets. */
export function opsAStream(streams: number): number {
  return Math.max(FEWEST_OPS_A_STREAM, Math.ceil(OPS_A_PAGE / streams));
}

/** Originals before envelopes before voids: a stand-in has no effect where the original is held (D9). */
function rank(op: HeldOp): number {
  return op.link.equals(op.op_id) ? 0 : op.form === VOID ? 2 : 1;
}

function toProject(work: StreamWork, op: HeldOp): OpToProject {
  return {
    stream: work.stream,
    tillId: work.tillId,
    seq: op.seq,
    opId: op.op_id,
    link: op.link,
    raw: op.raw,
    void: rank(op) === 2,
  };
}

/** Rows on the chain that goes up from `from`, one a sequence; what hangs elsewhere is left out. */
export function walkUp(
  work: StreamWork,
  from: Buffer,
  rows: readonly HeldOp[],
  limit: number,
): OpToProject[] {
  const bySeq = Map.groupBy(rows, (row) => row.seq);
  const ops: OpToProject[] = [];
  let tip = from;
  // A page that is full may have cut the last sequence's rows apart: leave that for the next.
  const cut = rows.length === limit && bySeq.size > 1 ? rows.at(-1)?.seq : undefined;
  for (let seq = work.appliedSeq + 1; seq !== cut; seq++) {
    const next = (bySeq.get(seq) ?? [])
      .filter((row) => row.prev.equals(tip))
      .sort((a, b) => rank(a) - rank(b))[0];
    if (next === undefined) break;
    ops.push(toProject(work, next));
    tip = next.link;
  }
  return ops;
}

/** Every op of a stream that a head reaches, each link once, in (seq, id) order; raw bytes left out. */
export async function reachableOps(db: Db, work: StreamWork): Promise<Omit<OpToProject, 'raw'>[]> {
  const found = await db.query<HeldOp>(
    `SELECT DISTINCT ON (seq, op_id) stream_id AS stream, seq, prev_op_id AS prev, op_id,
            coalesce(stands_for, op_id) AS link, form, ''::bytea AS raw
       FROM all_ops WHERE stream_id = $1 AND seq <= $2 AND seq > $3 ORDER BY seq, op_id`,
    [work.stream, work.topSeq, work.floorSeq],
  );
  const from = work.floorOp ?? Buffer.alloc(16);
  const reached = new Set([`${work.floorSeq}:${from.toString('hex')}`]);
  const chosen = new Map<string, HeldOp>();
  for (const row of found.rows) {
    if (!reached.has(`${row.seq - 1}:${row.prev.toString('hex')}`)) continue;
    const key = `${row.seq}:${row.link.toString('hex')}`;
    reached.add(key);
    const held = chosen.get(key);
    if (held === undefined || rank(row) < rank(held)) chosen.set(key, row);
  }
  return [...chosen.values()].map((op) => toProject(work, op));
}

export async function loadRaw(db: Db, ids: readonly Buffer[]): Promise<Map<string, Buffer>> {
  const found = await db.query<{ op_id: Buffer; raw: Buffer }>(
    'SELECT DISTINCT ON (op_id) op_id, raw FROM all_ops WHERE op_id = ANY ($1::bytea[]) ORDER BY op_id',
    [ids],
  );
  return new Map(found.rows.map((row) => [row.op_id.toString('hex'), row.raw]));
}
