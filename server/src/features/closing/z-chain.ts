import type { ZStream } from '../../../../src/contracts/end-of-day.ts';
import type { OpRange } from '../../../../src/contracts/store-day.ts';
import type { Db } from '../../db/pool.ts';
import { idBytes } from '../../ids.ts';

/** One op on the chain that ends where a Z says it ends. */
export type ChainOp = { stream: string; seq: number; opId: string; raw: Buffer };

export type WalkedChain = {
  ops: ChainOp[];
  missing: OpRange[];
  faults: string[];
};

type Row = { seq: number; prev: Buffer; op_id: Buffer; link: Buffer; form: number; raw: Buffer };
const VOID = 2;

/** Originals before envelopes before voids, as the projector takes them (D9). */
const rank = (row: Row): number => (row.link.equals(row.op_id) ? 0 : row.form === VOID ? 2 : 1);

/**
 * The ops of one stream that a Z counts, down from its head by their links: of a forked stream that
 * branch and no other. What is not held is named, and the walk goes on below it.
 */
export async function walkZ(db: Db, told: ZStream): Promise<WalkedChain> {
  const { stream, from_seq: from, to_seq: to } = told;
  const found = await db.query<Row>({
    name: 'z-chain',
    text: `SELECT DISTINCT ON (seq, op_id) seq, prev_op_id AS prev, op_id,
                  coalesce(stands_for, op_id) AS link, form, raw
             FROM all_ops WHERE stream_id = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq, op_id`,
    values: [idBytes(stream), from, to],
  });
  const bySeq = Map.groupBy(found.rows, (row) => row.seq);
  const walked: WalkedChain = { ops: [], missing: [], faults: [] };
  let wanted = told.head === '' ? undefined : idBytes(told.head);
  let above = to + 1;
  for (const seq of [...bySeq.keys()].toSorted((x, y) => y - x)) {
    if (seq + 1 < above) {
      walked.missing.unshift({ stream, from_seq: seq + 1, to_seq: above - 1 });
      // The link down went with it.
      wanted = undefined;
    }
    const rows = (bySeq.get(seq) ?? []).toSorted((x, y) => rank(x) - rank(y));
    const [row] = wanted === undefined ? rows : rows.filter(({ link }) => wanted?.equals(link));
    above = seq;
    wanted = row?.prev;
    if (row === undefined) {
      walked.faults.push(`operation ${seq} is another one than the Z counts`);
    } else if (rank(row) === 2) {
      walked.faults.push(`operation ${seq} was refused: only its place is here`);
    } else {
      const opId = row.link.toString('base64url');
      walked.ops.unshift({ stream, seq, opId, raw: row.raw });
    }
  }
  if (above > from) walked.missing.unshift({ stream, from_seq: from, to_seq: above - 1 });
  return walked;
}
