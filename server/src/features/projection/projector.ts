import type { Db, Pool } from '../../db/pool.ts';
import { transaction } from '../../db/transaction.ts';
import { countOps } from './count-ops.ts';
import {
  findWork,
  loadAbove,
  loadRaw,
  OPS_A_PAGE,
  opsAStream,
  reachableOps,
  walkUp,
  type OpToProject,
  type StreamWork,
} from './next-ops.ts';
import { eraseStream } from './write-rows.ts';

/** Projector and rebuild exclude each other, a page at a time. */
export const PROJECTION_LOCK = 7_114_003;
const GENESIS = Buffer.alloc(16);

type Applied = { stream: Buffer; seq: number; op: Buffer; heads: string };

async function saveApplied(tx: Db, applied: readonly Applied[]): Promise<void> {
  if (applied.length === 0) return;
  await tx.query({
    name: 'projection-applied',
    text: `INSERT INTO projection.streams (stream_id, applied_seq, applied_op, applied_heads)
           SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bytea[], $4::text[])
           ON CONFLICT (stream_id) DO UPDATE SET applied_seq = excluded.applied_seq,
             applied_op = excluded.applied_op, applied_heads = excluded.applied_heads`,
    values: [
      applied.map((a) => a.stream),
      applied.map((a) => a.seq),
      applied.map((a) => a.op),
      applied.map((a) => a.heads),
    ],
  });
}

/** Streams that only grew: their new ops on top of what was applied. */
async function projectGrown(tx: Db, work: readonly StreamWork[]): Promise<OpToProject[]> {
  if (work.length === 0) return [];
  const limit = opsAStream(work.length);
  const rows = Map.groupBy(await loadAbove(tx, work, limit), (r) => r.stream.toString('hex'));
  const ops: OpToProject[] = [];
  const applied: Applied[] = [];
  for (const one of work) {
    const held = rows.get(one.stream.toString('hex')) ?? [];
    const walked = walkUp(one, one.appliedOp ?? GENESIS, held, limit);
    const last = walked.at(-1);
    if (last === undefined) continue;
    ops.push(...walked);
    const { seq, link } = last;
    const heads = seq === one.topSeq ? one.heads : link.toString('hex');
    applied.push({ stream: one.stream, seq, op: link, heads });
  }
  await countOps(tx, ops);
  await saveApplied(tx, applied);
  return ops;
}

/** Streams whose past changed: out with what they added, and all of it again. */
async function projectWhole(tx: Db, work: StreamWork): Promise<number> {
  await eraseStream(tx, work.stream);
  const ops = await reachableOps(tx, work);
  for (let at = 0; at < ops.length; at += OPS_A_PAGE) {
    const page = ops.slice(at, at + OPS_A_PAGE);
    const raws = await loadRaw(
      tx,
      page.map((op) => op.opId),
    );
    const full = page.map((op) => {
      const raw = raws.get(op.opId.toString('hex'));
      if (raw === undefined) throw new Error('an op held a moment ago is gone');
      return { ...op, raw };
    });
    await countOps(tx, full);
  }
  await tx.query('UPDATE stream_state SET replay = false WHERE stream_id = $1 AND replay', [
    work.stream,
  ]);
  const top = ops.at(-1);
  const op = top?.link ?? work.floorOp ?? GENESIS;
  const seq = top?.seq ?? work.floorSeq;
  await saveApplied(tx, [{ stream: work.stream, seq, op, heads: work.heads }]);
  return ops.length;
}

/** `grown`: ops that are new in the read models, without those of a stream that was projected anew. */
export type Turn = {
  ops: number;
  cursor: string;
  more: boolean;
  grown: readonly OpToProject[];
};

/**
 * One page of projection in one transaction: heads applied and what they add move together, so each
 * op counts once however often this is cut short (I3, I4).
 */
export async function projectPage(pool: Pool, since: string): Promise<Turn> {
  return transaction(pool, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [PROJECTION_LOCK]);
    const { work, full, xmin } = await findWork(tx, since);
    const grown = work.filter((w) => !w.whole);
    const added = await projectGrown(tx, grown);
    let ops = added.length;
    for (const one of work) if (one.whole) ops += await projectWhole(tx, one);
    // The cursor only moves once everything it would pass is projected.
    const more = full || (grown.length > 0 && ops > 0);
    return { ops, cursor: more ? since : xmin, more, grown: added };
  });
}
