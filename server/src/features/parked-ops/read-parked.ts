import type { ConsoleMe } from '../../../../src/contracts/console.ts';
import {
  MOST_PARKED,
  type ParkedList,
  type ParkedOp,
} from '../../../../src/contracts/parked-ops.ts';
import type { Db } from '../../db/pool.ts';
import { idText } from '../../ids.ts';
import { isResolved, readParkedSteps, type SiteStep } from './parked-steps.ts';

type Row = {
  op: string;
  stream: Buffer;
  seq: number;
  reason: string;
  till_id: string;
  kind: string | null;
  received_ms: number | null;
};

/** What is set aside in the stores that the person may see. */
const OF_PERSON = `FROM projection.quarantine q JOIN stream_state s USING (stream_id)
  WHERE ($1 OR split_part(s.till_id, '-', 2) = ANY ($2::text[]))`;

/** Every operation set aside that the person may see: open ones first, then the newest. */
export async function readParked(db: Db, person: ConsoleMe): Promise<ParkedList> {
  const steps = Map.groupBy(await readParkedSteps(db), ({ op_id: id }) => id);
  const resolved = [...steps].flatMap(([id, its]) => (stateOf(its) === 'resolved' ? [id] : []));
  const of = [person.role === 'it', person.stores];
  const counted = await db.query<{ total: number }>(`SELECT count(*) AS total ${OF_PERSON}`, of);
  const found = await db.query<Row>(
    `SELECT encode(p.op_id, 'hex') AS op, p.stream_id AS stream, p.seq, p.reason, p.till_id,
            o.kind, (extract(epoch FROM o.received_at) * 1000)::bigint AS received_ms
       FROM (SELECT q.op_id, q.stream_id, q.seq, q.reason, s.till_id,
                    encode(q.op_id, 'hex') = ANY ($3::text[]) AS is_resolved ${OF_PERSON}
              ORDER BY is_resolved, q.seq DESC LIMIT ${MOST_PARKED}) p
       LEFT JOIN LATERAL (SELECT kind, received_at FROM all_ops
                           WHERE op_id = p.op_id ORDER BY received_at LIMIT 1) o ON true
      ORDER BY p.is_resolved, o.received_at DESC NULLS LAST, p.op_id`,
    [...of, resolved],
  );
  const ops = found.rows.map((row) => parkedOp(row, steps.get(row.op) ?? []));
  return { total: counted.rows[0]?.total ?? 0, ops };
}

/** One of them with its bytes; undefined where the person may not see it, or it is read by now. */
export async function readOneParked(
  db: Db,
  person: ConsoleMe,
  opId: string,
): Promise<{ op: ParkedOp; raw: Buffer | undefined; stream: Buffer } | undefined> {
  const found = await db.query<Row & { raw: Buffer | null }>(
    `SELECT $3 AS op, p.stream_id AS stream, p.seq, p.reason, p.till_id, o.kind, o.raw,
            (extract(epoch FROM o.received_at) * 1000)::bigint AS received_ms
       FROM (SELECT q.*, s.till_id ${OF_PERSON} AND q.op_id = decode($3, 'hex')) p
       LEFT JOIN LATERAL (SELECT kind, received_at, raw FROM all_ops
                           WHERE op_id = p.op_id ORDER BY received_at LIMIT 1) o ON true`,
    [person.role === 'it', person.stores, opId],
  );
  const [row] = found.rows;
  if (row === undefined) return undefined;
  const steps = (await readParkedSteps(db)).filter(({ op_id: id }) => id === opId);
  return { op: parkedOp(row, steps), raw: row.raw ?? undefined, stream: row.stream };
}

const stateOf = (steps: readonly SiteStep[]): ParkedOp['state'] =>
  isResolved(steps) ? 'resolved' : 'open';

function parkedOp(row: Row, steps: readonly SiteStep[]): ParkedOp {
  const [, store = '', till = ''] = row.till_id.split('-');
  return {
    op_id: row.op,
    store,
    till,
    stream: idText(row.stream),
    seq: row.seq,
    kind: row.kind ?? '?',
    reason: row.reason,
    received_ms: row.received_ms,
    state: stateOf(steps),
    steps: steps.map(({ told }) => told),
  };
}
