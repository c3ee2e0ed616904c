import type { Db } from '../../db/pool.ts';
import { idBytes } from '../../ids.ts';
import { readPeerClaims, type Peers } from '../ops/stream-evidence.ts';

/** The last of some ops of a stream; `head` is its id. */
export type Reach = { stream: string; to_seq: number; head: string };

/**
 * How far the other site holds the chain that ends in `head`, by its own word (D2): the highest sequence
 * up to `to_seq` that it claims. A claim counts only where we hold what it names and a walk down from there
 * meets the chain, so another branch of a forked stream confirms nothing.
 */
export async function peerReach(db: Db, peer: string, reach: Reach): Promise<number> {
  const claims = await readPeerClaims(db, [idBytes(reach.stream)]);
  return reachBy(db, claims.get(reach.stream)?.[peer], reach);
}

/** The same by a claim that was read already. `least`: a tip below it is of no use and costs no walk. */
export async function reachBy(
  db: Db,
  claim: Peers[string] | undefined,
  { stream, to_seq, head }: Reach,
  least = 0,
): Promise<number> {
  if (claim === undefined) return 0;
  const id = idBytes(stream);
  const tips = claim.heads ?? [{ seq: claim.contiguous, op_id: claim.contiguous_op_id }];
  const reached: number[] = [];
  for (const tip of tips.filter(({ seq }) => seq >= least)) {
    const [top, below] =
      tip.seq >= to_seq ? [tip, { seq: to_seq, op_id: head }] : [{ seq: to_seq, op_id: head }, tip];
    if (await isAbove(db, id, top, below)) reached.push(Math.min(tip.seq, to_seq));
  }
  return Math.max(0, ...reached);
}

type Place = { seq: number; op_id: string };

/** Whether the chain down from `top` goes through `below`. */
async function isAbove(db: Db, stream: Buffer, top: Place, below: Place): Promise<boolean> {
  if (below.seq === 0) return false;
  if (top.seq === below.seq) return top.op_id === below.op_id;
  const found = await db.query<{ seq: number; prev: Buffer; link: Buffer }>({
    name: 'closing-links',
    text: `SELECT DISTINCT seq, prev_op_id AS prev, coalesce(stands_for, op_id) AS link
             FROM all_ops WHERE stream_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq DESC`,
    values: [stream, below.seq, top.seq],
  });
  let wanted = idBytes(top.op_id);
  let at = top.seq + 1;
  for (const { seq, prev, link } of found.rows) {
    if (seq < at - 1) return false;
    if (seq === at - 1 && link.equals(wanted)) [wanted, at] = [prev, seq];
  }
  return at === below.seq + 1 && wanted.equals(idBytes(below.op_id));
}
