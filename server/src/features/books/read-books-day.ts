import { Op } from '../../../../src/contracts/op.ts';
import { parseJson } from '../../../../src/contracts/parse.ts';
import type { Db } from '../../db/pool.ts';
import { idText } from '../../ids.ts';
import { loadRaw, reachableOps } from '../projection/next-ops.ts';
import { projectOp } from '../projection/project-op.ts';
import { datedOps, streamsThatMay, type BookStream, type DatedOp } from './dated-ops.ts';
import type { LeftOutOp, ToldOp } from './told-op.ts';

/** A store's business day as this site's logs have it. */
export type BooksDay = {
  ops: ToldOp[];
  /** Ops of the day that stand above a gap of their stream: they come once it is filled. */
  waiting: LeftOutOp[];
  /** Ops that only a void stands for, or that head office itself does not count (I8). */
  aside: LeftOutOp[];
};

/** Ops whose bytes are in memory at a time. */
const OPS_A_READ = 2000;

/**
 * Every op of the day that its stream's chain reaches, each once, by till, stream and sequence: from the
 * logs, not from read models (promise 9). The day is the one the op itself says, wherever it lies and
 * whenever it came. What head office quarantines is sorted out here by the same judgement, and named.
 */
export async function readBooksDay(db: Db, store: string, day: string): Promise<BooksDay> {
  const books: BooksDay = { ops: [], waiting: [], aside: [] };
  for (const work of await streamsThatMay(db, store, { from: day, until: day }))
    await readStream(db, work, day, books);
  return books;
}

async function readStream(db: Db, work: BookStream, day: string, books: BooksDay): Promise<void> {
  const ofDay = (await datedOps(db, work)).filter((op) => op.day === day);
  const chain = await reachableOps(db, work);
  const reached = new Set(chain.map((op) => placeOf(op)));
  const place = placeOfTill(work);
  for (const [at, { seq }] of new Map(ofDay.map((op) => [placeOf(op), op])))
    if (!reached.has(at))
      books.waiting.push({ ...place, seq, why: 'an operation before it is not here yet' });
  const ids = new Set(ofDay.map((op) => op.opId.toString('hex')));
  const chosen = chain.filter((op) => ids.has(op.opId.toString('hex')));
  for (let at = 0; at < chosen.length; at += OPS_A_READ) {
    const page = chosen.slice(at, at + OPS_A_READ);
    const raws = await loadRaw(
      db,
      page.map((op) => op.opId),
    );
    for (const { opId, seq, void: isVoid } of page) {
      const op = isVoid ? 'only a void stands for it' : read(raws.get(opId.toString('hex')), seq);
      if (typeof op === 'string') books.aside.push({ ...place, seq, why: op });
      else books.ops.push({ ...place, opId: idText(opId), op });
    }
  }
}

/** One place of the chain: what stands in for an op has the op's own. */
const placeOf = ({ seq, link }: Pick<DatedOp, 'seq' | 'link'>): string =>
  `${seq}:${link.toString('hex')}`;

function placeOfTill({ stream, tillId }: BookStream): Omit<ToldOp, 'op' | 'opId'> {
  const [, store = '', till = ''] = tillId.split('-');
  return { store, till, stream: idText(stream) };
}

/** The op, or why head office does not count it. */
function read(raw: Buffer | undefined, seq: number): Op | string {
  if (raw === undefined) return 'its bytes are gone';
  const effect = projectOp(raw, seq);
  if (effect.type === 'quarantine') return effect.reason;
  return parseJson(Op, raw.toString('utf8')) ?? 'op has another shape';
}
