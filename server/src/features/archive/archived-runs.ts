import { StreamOpenedBody, Op } from '../../../../src/contracts/op.ts';
import { parse, parseJson } from '../../../../src/contracts/parse.ts';
import type { Db } from '../../db/pool.ts';
import { idText } from '../../ids.ts';
import { datedOps, streamsThatMay, type BookStream } from '../books/dated-ops.ts';
import { reachableOps } from '../projection/next-ops.ts';
import type { ArchiveEntry } from './archive-entry.ts';

export type Days = { from: string; until: string };

/** The run of a stream from its first op of these days to its last, all branches and stand-ins. */
export type ArchivedRun = {
  stream: Buffer;
  tillId: string;
  salt: string | undefined;
  fromSeq: number;
  toSeq: number;
  /** `<seq>:<hex link>` of what the chain reaches. */
  reached: ReadonlySet<string>;
};

/** Sequences of one read: their bytes are in memory together. */
const SEQS_A_READ = 500;

/**
 * What an archive of these days holds: each stream's run is without holes, so that it can be proven by
 * itself; what was told between, of another day, is in it too. `waiting`: of these days, above a gap.
 */
export async function archivedRuns(
  db: Db,
  store: string,
  days: Days,
): Promise<{ runs: ArchivedRun[]; waiting: { stream: string; seq: number }[] }> {
  const runs: ArchivedRun[] = [];
  const waiting: { stream: string; seq: number }[] = [];
  for (const work of await streamsThatMay(db, store, days)) {
    const reached = new Set((await reachableOps(db, work)).map(placeOf));
    const within = (await datedOps(db, work)).filter(
      ({ day = '' }) => day >= days.from && day <= days.until,
    );
    const seqs = within.filter((op) => reached.has(placeOf(op))).map(({ seq }) => seq);
    for (const op of within)
      if (!reached.has(placeOf(op))) waiting.push({ stream: idText(work.stream), seq: op.seq });
    const [fromSeq, toSeq] = [seqs[0], seqs.at(-1)];
    if (fromSeq === undefined || toSeq === undefined) continue;
    const { stream, tillId } = work;
    runs.push({ stream, tillId, salt: await saltOf(db, work), fromSeq, toSeq, reached });
  }
  return { runs, waiting };
}

const placeOf = ({ seq, link }: { seq: number; link: Buffer }): string =>
  `${seq}:${link.toString('hex')}`;

async function saltOf(db: Db, { stream }: BookStream): Promise<string | undefined> {
  const found = await db.query<{ raw: Buffer | null }>(
    'SELECT raw FROM first_ops WHERE stream_id = $1',
    [stream],
  );
  const raw = found.rows[0]?.raw;
  const op = raw == null ? undefined : parseJson(Op, raw.toString());
  return op?.kind === 'stream-opened' ? parse(StreamOpenedBody, op.body)?.salt : undefined;
}

type Row = {
  seq: number;
  prev: Buffer;
  op_id: Buffer;
  link: Buffer;
  form: number;
  sig: Buffer | null;
  raw: Buffer;
};

/** The run's rows in order, each once; where one copy carries a signature, with it. */
export async function* entriesOf(db: Db, run: ArchivedRun): AsyncGenerator<ArchiveEntry> {
  for (let from = run.fromSeq; from <= run.toSeq; from += SEQS_A_READ) {
    const to = Math.min(run.toSeq, from + SEQS_A_READ - 1);
    const found = await db.query<Row>(
      `SELECT DISTINCT ON (seq, op_id) seq, prev_op_id AS prev, op_id,
              coalesce(stands_for, op_id) AS link, form, sig, raw
         FROM all_ops WHERE stream_id = $1 AND seq BETWEEN $2 AND $3
        ORDER BY seq, op_id, sig NULLS LAST`,
      [run.stream, from, to],
    );
    for (const row of found.rows) if (run.reached.has(placeOf(row))) yield entryOf(row);
  }
}

function entryOf({ seq, prev, op_id: opId, link, form, sig, raw }: Row): ArchiveEntry {
  return {
    seq,
    prev: idText(prev),
    opId: idText(opId),
    link: idText(link),
    form,
    sig: sig === null ? '' : idText(sig),
    raw,
  };
}
