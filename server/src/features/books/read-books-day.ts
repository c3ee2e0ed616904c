import { Op } from '../../../../src/contracts/op.ts';
import { parseJson } from '../../../../src/contracts/parse.ts';
import type { Db } from '../../db/pool.ts';
import { idText } from '../../ids.ts';
import {
  loadRaw,
  reachableOps,
  type OpToProject,
  type StreamWork,
} from '../projection/next-ops.ts';
import type { ToldOp } from './told-op.ts';

/** A store's business day as this site's logs have it. */
export type BooksDay = {
  ops: ToldOp[];
  /** Ops of the day that stand above a gap of their stream: they come once it is filled. */
  waiting: number;
  /** Ops that only a void stands for here, or whose bytes are no op. */
  unreadable: number;
};

/**
 * Every op of the day that its stream's chain reaches, each once, by till, stream and sequence: from the
 * logs, not from read models (promise 9). Late ops of the day are in it wherever they came in.
 */
export async function readBooksDay(db: Db, store: string, day: string): Promise<BooksDay> {
  const streams = await streamsOfDay(db, store, day);
  const ops: ToldOp[] = [];
  let waiting = 0;
  let unreadable = 0;
  for (const work of streams) {
    const ofDay = await idsOfDay(db, work.stream, day);
    const chain = (await reachableOps(db, work)).filter((op) => ofDay.has(hex(op.opId)));
    waiting += ofDay.size - new Set(chain.map((op) => hex(op.opId))).size;
    const told = await readOps(db, work, chain);
    unreadable += chain.length - told.length;
    ops.push(...told);
  }
  return { ops, waiting, unreadable };
}

async function streamsOfDay(db: Db, store: string, day: string): Promise<StreamWork[]> {
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
              WHERE business_date = $1 AND split_part(till_id, '-', 2) = $2) s
       LEFT JOIN stream_floors f USING (stream_id)
      ORDER BY s.till_id, s.stream_id`,
    [day, store],
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

async function idsOfDay(db: Db, stream: Buffer, day: string): Promise<Set<string>> {
  const found = await db.query<{ op_id: Buffer }>(
    'SELECT DISTINCT op_id FROM all_ops WHERE stream_id = $1 AND business_date = $2',
    [stream, day],
  );
  return new Set(found.rows.map((row) => hex(row.op_id)));
}

async function readOps(
  db: Db,
  { stream, tillId }: StreamWork,
  chain: readonly Omit<OpToProject, 'raw'>[],
): Promise<ToldOp[]> {
  const [, store = '', till = ''] = tillId.split('-');
  const raws = await loadRaw(
    db,
    chain.filter((op) => !op.void).map((op) => op.opId),
  );
  return chain.flatMap(({ opId, seq }) => {
    const raw = raws.get(hex(opId));
    const op = raw === undefined ? undefined : parseJson(Op, raw.toString('utf8'));
    return op?.seq === seq ? [{ store, till, stream: idText(stream), op }] : [];
  });
}

const hex = (bytes: Buffer): string => bytes.toString('hex');
