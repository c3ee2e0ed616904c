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

/** A stream whose beginning the site dropped, with days of the archive in it. */
export type DroppedRun = { stream: string; till_id: string; up_to_seq: number; before: string };

type Archived = {
  runs: ArchivedRun[];
  /** Ops of these days that stand above a gap. */
  waiting: { stream: string; seq: number }[];
  dropped: DroppedRun[];
};

/**
 * What an archive of these days holds: each stream's run is without holes, so that it can be proven by
 * itself; what was told between, of another day, is in it too, and so is what comes behind up to the
 * till's next signature, which stands for all below it.
 */
export async function archivedRuns(db: Db, store: string, days: Days): Promise<Archived> {
  const runs: ArchivedRun[] = [];
  const waiting: Archived['waiting'] = [];
  const dropped = await droppedOf(db, store, days.from);
  const floors = new Map(dropped.map((floor) => [floor.stream, floor.up_to_seq]));
  for (const work of await streamsThatMay(db, store, days)) {
    const reached = new Set((await reachableOps(db, work)).map(placeOf));
    const within = (await datedOps(db, work)).filter(
      ({ day = '' }) => day >= days.from && day <= days.until,
    );
    const seqs = within.filter((op) => reached.has(placeOf(op))).map(({ seq }) => seq);
    const { stream, tillId } = work;
    const floor = floors.get(idText(stream)) ?? 0;
    for (const op of within)
      if (op.seq > floor && !reached.has(placeOf(op)))
        waiting.push({ stream: idText(stream), seq: op.seq });
    const [fromSeq, last] = [seqs[0], seqs.at(-1)];
    if (fromSeq === undefined || last === undefined) continue;
    const toSeq = await nextSigned(db, stream, last, reached);
    runs.push({ stream, tillId, salt: await saltOf(db, work), fromSeq, toSeq, reached });
  }
  return { runs, waiting, dropped };
}

async function droppedOf(db: Db, store: string, from: string): Promise<DroppedRun[]> {
  const found = await db.query<{ stream: Buffer; till_id: string; seq: number; before: string }>(
    `SELECT f.stream_id AS stream, s.till_id, f.seq, f.before::text AS before
       FROM stream_floors f JOIN stream_state s USING (stream_id)
      WHERE split_part(s.till_id, '-', 2) = $1 AND f.before > $2
      ORDER BY s.till_id, f.stream_id`,
    [store, from],
  );
  return found.rows.map(({ stream, till_id, seq, before }) => ({
    stream: idText(stream),
    till_id,
    up_to_seq: seq,
    before,
  }));
}

/** The next place that the till signed, at this one or above; this one where there is none yet. */
async function nextSigned(
  db: Db,
  stream: Buffer,
  seq: number,
  reached: ReadonlySet<string>,
): Promise<number> {
  const found = await db.query<{ seq: number; link: Buffer }>(
    `SELECT seq, coalesce(stands_for, op_id) AS link FROM all_ops
      WHERE stream_id = $1 AND seq >= $2 AND sig IS NOT NULL ORDER BY seq LIMIT ${SEQS_A_READ}`,
    [stream, seq],
  );
  return found.rows.find((row) => reached.has(placeOf(row)))?.seq ?? seq;
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
