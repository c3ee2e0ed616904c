import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Db } from '../../db/pool.ts';
import { transaction } from '../../db/transaction.ts';
import { idText } from '../../ids.ts';
import { askPeer, type PeerAddress } from '../../peer-request.ts';
import type { SiteContext } from '../../site-context.ts';
import { loadAbove, OPS_A_PAGE, walkUp, type StreamWork } from '../projection/next-ops.ts';
import { PROJECTION_LOCK } from '../projection/projector.ts';
import { countOps } from '../projection/count-ops.ts';
import { saveFloor } from './floors.ts';
import { dropMonth, dropStrays, oldMonths, showBelowFloor } from './old-months.ts';
import { rangeDigest, type RangeDigest } from './range-digest.ts';

const Count = Type.Integer({ minimum: 0 });
export const RangeAnswer = Type.Object({
  floor_seq: Count,
  rows: Count,
  hash: Type.String(),
  contiguous: Count,
  projected: Count,
});
const check = Compile(RangeAnswer);
const ANSWER_MS = 60_000;
const GENESIS = Buffer.alloc(16);

export type Pruned = {
  /** Streams whose floor was raised. */
  streams: number;
  /** Partitions that are gone. */
  months: string[];
  /** Why some were not: one line a stream. Their months stay. */
  blocked: string[];
};

type Candidate = {
  stream: Buffer;
  till_id: string;
  status: string;
  floor: number;
  floor_op: Buffer | null;
  /** Highest sequence in an old month. */
  top: number;
  /** Lowest sequence of a younger day; null where there is none. */
  young: number | null;
};

/**
 * Drops what is older than a date (YYYY-MM-DD) and held alike at both sites (D5): the floor of each
 * stream is raised first, with what its ops had added to the read models set aside; a month goes only
 * when floors cover every row in it. Each site prunes for itself.
 */
export async function pruneBefore(
  site: SiteContext,
  peer: PeerAddress,
  before: string,
): Promise<Pruned> {
  const months = await oldMonths(site, before);
  const done: Pruned = { streams: 0, months: [], blocked: [] };
  await showBelowFloor(site.pool);
  if (months.length === 0) return done;
  for (const one of await candidates(site.pool, months, before)) {
    const why = await raiseFloor(site, peer, one, before);
    if (why === undefined) done.streams += 1;
    else done.blocked.push(`${one.till_id} ${idText(one.stream)}: ${why}`);
  }
  for (const month of months) if (await dropMonth(site.pool, month)) done.months.push(month);
  await dropStrays(site, before);
  return done;
}

async function candidates(db: Db, months: readonly string[], before: string): Promise<Candidate[]> {
  const rows = months.map((month) => `SELECT stream_id, seq FROM ${month}`).join(' UNION ALL ');
  const found = await db.query<Candidate>(
    `SELECT o.stream_id AS stream, s.till_id, s.status, coalesce(f.seq, 0) AS floor,
            f.op_id AS floor_op, o.top,
            (SELECT min(a.seq) FROM all_ops a
              WHERE a.stream_id = o.stream_id AND a.seq > coalesce(f.seq, 0)
                AND (a.business_date >= $1::date
                     OR a.business_date < '0002-01-01' AND a.received_at >= $1::date)) AS young
       FROM (SELECT stream_id, max(seq) AS top FROM (${rows}) r GROUP BY stream_id) o
       JOIN stream_state s USING (stream_id) LEFT JOIN stream_floors f USING (stream_id)
      WHERE o.top > coalesce(f.seq, 0) ORDER BY o.stream_id`,
    [before],
  );
  return found.rows;
}

/** Raises one stream's floor; answers why it could not. */
async function raiseFloor(
  site: SiteContext,
  peer: PeerAddress,
  one: Candidate,
  before: string,
): Promise<string | undefined> {
  if (one.status === 'forked') return 'it is forked';
  if (one.young !== null && one.young <= one.top) return `op ${one.young} is younger`;
  const stream = idText(one.stream);
  const path = `/v1/peer/range?stream=${stream}&above=${one.floor}&up_to=${one.top}`;
  const theirs = await askPeer(site, peer, path, check, ANSWER_MS);
  return transaction(site.pool, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [PROJECTION_LOCK]);
    await tx.query('SELECT 1 FROM stream_state WHERE stream_id = $1 FOR UPDATE', [one.stream]);
    // Under the lock: what came since the peer was asked makes the digests differ.
    const ours = await rangeDigest(tx, stream, Math.max(one.floor, theirs.floor_seq), one.top);
    const why = notAlike(ours, theirs, one.top);
    if (why !== undefined) return why;
    const opId = await setAside(tx, one);
    if (opId === undefined) return 'its chain does not reach that far';
    await saveFloor(tx, one.stream, { seq: one.top, opId: idText(opId), before });
    return undefined;
  });
}

function notAlike(ours: RangeDigest, theirs: RangeDigest, top: number): string | undefined {
  if (ours.rows !== theirs.rows || ours.hash !== theirs.hash) return 'the sites hold it otherwise';
  if (ours.contiguous < top || theirs.contiguous < top) return 'a site has a gap below';
  if (ours.projected < top) return 'the read models are behind';
  return undefined;
}

/** Adds what the ops up to the top gave to the read models to `pruned`; answers the last one's link. */
async function setAside(tx: Db, one: Candidate): Promise<Buffer | undefined> {
  const work: StreamWork = {
    stream: one.stream,
    tillId: one.till_id,
    whole: false,
    appliedSeq: one.floor,
    appliedOp: one.floor_op,
    floorSeq: one.floor,
    floorOp: one.floor_op,
    topSeq: one.top,
    heads: '',
  };
  let link = one.floor_op ?? GENESIS;
  while (work.appliedSeq < one.top) {
    const ops = walkUp(work, link, await loadAbove(tx, [work], OPS_A_PAGE), OPS_A_PAGE);
    const last = ops.at(-1);
    if (last === undefined) return undefined;
    await countOps(tx, ops, 'pruned');
    [work.appliedSeq, link] = [last.seq, last.link];
  }
  return link;
}
