import type { ConsoleMe } from '../../../../src/contracts/console.ts';
import {
  MOST_PARKED,
  type ParkedAsk,
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

/**
 * A page of the operations set aside that the person may see: open ones first, then the highest of their
 * streams. Within a page the newest come first. `most`: rows of a page.
 */
export async function readParked(
  db: Db,
  person: ConsoleMe,
  { after }: ParkedAsk = {},
  most = MOST_PARKED,
): Promise<ParkedList> {
  const steps = Map.groupBy(await readParkedSteps(db), ({ op_id: id }) => id);
  const resolved = [...steps].flatMap(([id, its]) => (stateOf(its) === 'resolved' ? [id] : []));
  const of = [person.role === 'it', person.stores];
  const [state, seq, op] = after?.split('.') ?? [];
  const counted = await db.query<{ total: number }>(`SELECT count(*) AS total ${OF_PERSON}`, of);
  const found = await db.query<Row & { place: number }>(
    `SELECT encode(p.op_id, 'hex') AS op, p.stream_id AS stream, p.seq, p.reason, p.till_id, p.place,
            o.kind, (extract(epoch FROM o.received_at) * 1000)::bigint AS received_ms
       FROM (SELECT q.*, row_number() OVER (ORDER BY q.state, q.seq DESC, q.op_id) AS place
               FROM (SELECT q.op_id, q.stream_id, q.seq, q.reason, s.till_id,
                            (encode(q.op_id, 'hex') = ANY ($3::text[]))::int AS state ${OF_PERSON}) q
              WHERE $4::int IS NULL
                 OR (q.state, -q.seq, q.op_id) > ($4::int, -($5::bigint), decode($6, 'hex'))
              ORDER BY q.state, q.seq DESC, q.op_id LIMIT ${most + 1}) p
       LEFT JOIN LATERAL (SELECT kind, received_at FROM all_ops
                           WHERE op_id = p.op_id ORDER BY received_at LIMIT 1) o ON true
      ORDER BY p.state, o.received_at DESC NULLS LAST, p.op_id`,
    [...of, resolved, state ?? null, seq ?? null, op ?? null],
  );
  const page = found.rows.filter(({ place }) => place <= most);
  const last = page.find(({ place }) => place === most);
  const isMore = page.length < found.rows.length && last !== undefined;
  const ops = page.map((row) => parkedOp(row, steps.get(row.op) ?? []));
  return {
    total: counted.rows[0]?.total ?? 0,
    ops,
    next: isMore ? markOf(last, resolved.includes(last.op)) : null,
  };
}

const markOf = ({ seq, op }: Row, isOver: boolean): string => `${isOver ? 1 : 0}.${seq}.${op}`;

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
