import { Compile } from 'typebox/compile';
import { LineDrillBody } from '../../../../src/contracts/line-drill.ts';
import type { DrillTill, DrillView } from '../../../../src/contracts/outage-drill.ts';
import { Op } from '../../../../src/contracts/op.ts';
import { parseJson } from '../../../../src/contracts/parse.ts';
import {
  judgeDrill,
  tillState,
  type FoundTill,
} from '../../../../src/domain/line-drill/judge-drill.ts';
import type { Db } from '../../db/pool.ts';
import { idBytes, idText } from '../../ids.ts';
import type { SiteContext } from '../../site-context.ts';
import { reachBy } from '../closing/peer-holds.ts';
import { walkZ, type ChainOp } from '../closing/z-chain.ts';
import { projectOp } from '../projection/project-op.ts';
import { readPeerClaims } from '../ops/stream-evidence.ts';
import { floorsOf } from '../retention/floors.ts';
import type { DrillSteps } from './drill-steps.ts';

/** A till that was not heard for so long before the drill was not there to take part, ms. */
const THERE_MS = 24 * 3_600_000;
const check = Compile(LineDrillBody);
const MOST_KEPT = 5000;
/** Tills found whole, by the op that told: what it stands for never changes, so neither does this. */
const whole = new Map<string, DrillTill>();

/** What was found of ops that are all here, by the op that told: they are walked once. */
const walkedOnce = new Map<string, Walked>();
/** Sites' clocks differ, and one of them began the drill, ms. */
const SKEW_MS = 3_600_000;

type Walked = { held: number; documents: number; gross: number; drainedMs: number | null };

/** What a till told of a drill, and where its word stands. */
type Told = { tillId: string; stream: string; seq: number; opId: string; body: LineDrillBody };

/** A drill with what became of each till of its stores, from the op log and the change log alone (LD6). */
export async function drillView(site: SiteContext, drill: DrillSteps): Promise<DrillView> {
  const { started, stopped } = drill;
  const { drill: id, stores, who, why, at_ms: fromMs } = started;
  const untilMs = stopped?.until_ms ?? started.until_ms;
  const told = await toldOf(site.pool, drill);
  const around = await aroundOf(site, [...told.values()]);
  const tills: DrillTill[] = [];
  for (const tillId of await tillsOf(site.pool, drill, [...told.keys()]))
    tills.push(await tillOf(site, tillId, told.get(tillId), around));
  const judged = judgeDrill(
    tills.map(({ state }) => state),
    { endsMs: untilMs, nowMs: site.now() },
  );
  return {
    id,
    who,
    why,
    from_ms: fromMs,
    until_ms: untilMs,
    stopped_by: stopped?.who ?? null,
    stores,
    ...judged,
    tills,
  };
}

/** What is asked once for all streams: what retention dropped, and the other site's word. */
type Around = {
  floors: Awaited<ReturnType<typeof floorsOf>>;
  claims: Awaited<ReturnType<typeof readPeerClaims>>;
};

async function aroundOf({ pool, config }: SiteContext, told: readonly Told[]): Promise<Around> {
  const open = told.filter(({ opId }) => !whole.has(opId)).map(({ stream }) => stream);
  if (open.length === 0) return { floors: new Map(), claims: new Map() };
  const floors = await floorsOf(pool, open);
  const claims =
    config.peer === undefined ? new Map() : await readPeerClaims(pool, open.map(idBytes));
  return { floors, claims };
}

const TOLD_NOTHING = {
  from_ms: null,
  ended_ms: null,
  sold: 0,
  gross: 0,
  currency: '',
  queued: 0,
  drained_ms: null,
};

async function tillOf(
  site: SiteContext,
  tillId: string,
  told: Told | undefined,
  around: Around,
): Promise<DrillTill> {
  const [, store = '', till = ''] = tillId.split('-');
  if (told === undefined) return { store, till, state: 'untold', ...TOLD_NOTHING };
  const known = whole.get(told.opId);
  if (known !== undefined) return known;
  const { body } = told;
  const { drainedMs, ...found } = await findTill(site, told, around);
  const state = tillState(found);
  const one: DrillTill = {
    store,
    till,
    state,
    from_ms: body.from_ms,
    ended_ms: body.ended_ms,
    sold: body.documents,
    gross: body.gross,
    currency: body.currency,
    queued: body.queued,
    drained_ms: state === 'draining' ? null : drainedMs,
  };
  if (state !== 'whole') return one;
  // By all copies that there will be, so that either site says the same.
  const last = { ...one, drained_ms: await drainedAt(site.pool, told) };
  keep(whole, told.opId, last);
  return last;
}

function keep<V>(kept: Map<string, V>, opId: string, value: V): void {
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size >= MOST_KEPT) kept.delete(oldest);
  kept.set(opId, value);
}

/** Holds what the till said against what is here, and against the other site's own word. */
async function findTill(
  { pool, config }: SiteContext,
  told: Told,
  { floors, claims }: Around,
): Promise<FoundTill & Pick<Walked, 'drainedMs'>> {
  const { body, stream, seq, opId } = told;
  const isArchived = (floors.get(stream)?.seq ?? 0) >= body.from_seq;
  const peer = config.peer?.id;
  const claim = peer === undefined ? undefined : claims.get(stream)?.[peer];
  // Its own word is behind the last of them: where that one is there, all are.
  const reach = { stream, to_seq: seq, head: opId };
  const isThere = peer === undefined || (await reachBy(pool, claim, reach, seq)) >= seq;
  const ops = Math.max(0, body.to_seq - body.from_seq + 1);
  const walked = walkedOnce.get(opId) ?? (await walk(pool, told));
  if (walked.held >= ops) keep(walkedOnce, opId, walked);
  return { told: body, ops, isThere, isArchived, ...walked };
}

async function walk(pool: Db, told: Told): Promise<Walked> {
  const { stream, from_seq, to_seq, head } = told.body;
  const range = { stream, from_seq, to_seq, head };
  const walked = await walkZ(pool, { ...range, series: 'A', first_no: '', last_no: '' });
  const sums = walked.ops.flatMap(salesIn);
  return {
    held: walked.faults.length > 0 ? 0 : new Set(walked.ops.map((op) => op.seq)).size,
    documents: sums.length,
    gross: sums.reduce((sum, one) => sum + one, 0),
    drainedMs: await drainedAt(pool, told),
  };
}

function salesIn({ raw, seq }: ChainOp): number[] {
  const effect = projectOp(raw, seq);
  return effect.type === 'sale' ? [effect.sale.totals.gross] : [];
}

/** When head office had the last of it, at whichever site. */
async function drainedAt(db: Db, { body, stream, seq }: Told): Promise<number | null> {
  const from = body.stream === stream ? Math.min(body.from_seq, seq) : seq;
  const found = await db.query<{ ms: number | null }>(
    `SELECT (extract(epoch FROM max(first)) * 1000)::bigint AS ms
       FROM (SELECT min(received_at) AS first FROM all_ops
              WHERE stream_id = $1 AND seq BETWEEN $2 AND $3 GROUP BY seq) f`,
    [idBytes(stream), from, seq],
  );
  return found.rows[0]?.ms ?? null;
}

/** The last word of each till that told of this drill; of the till that was authenticated (D20). */
async function toldOf(db: Db, { started }: DrillSteps): Promise<Map<string, Told>> {
  const found = await db.query<{
    till_id: string;
    stream: Buffer;
    seq: number;
    op_id: Buffer;
    raw: Buffer;
  }>(
    `SELECT DISTINCT o.till_id, o.stream_id AS stream, o.seq, o.op_id, o.raw
       FROM stream_state s JOIN all_ops o USING (stream_id)
      WHERE o.kind = 'line-drill' AND split_part(s.till_id, '-', 2) = ANY ($1::text[])
        AND o.received_at >= to_timestamp($2::double precision / 1000)
      ORDER BY o.till_id, o.stream_id, o.seq`,
    [started.stores, started.at_ms - SKEW_MS],
  );
  const told = new Map<string, Told>();
  for (const { till_id: tillId, stream, seq, op_id: opId, raw } of found.rows) {
    const body: unknown = parseJson(Op, raw.toString())?.body;
    if (!check.Check(body) || body.drill !== started.drill) continue;
    if (body.stream !== idText(stream) || body.to_seq >= seq) continue;
    told.set(tillId, { tillId, stream: idText(stream), seq, opId: idText(opId), body });
  }
  return told;
}

/** Tills of its stores that were there when it began, and whoever told of it. */
async function tillsOf(
  db: Db,
  { started }: DrillSteps,
  told: readonly string[],
): Promise<string[]> {
  const found = await db.query<{ till_id: string }>(
    `SELECT DISTINCT till_id FROM stream_state
      WHERE split_part(till_id, '-', 2) = ANY ($1::text[])
        AND last_seen >= to_timestamp($2::double precision / 1000)`,
    [started.stores, started.at_ms - THERE_MS],
  );
  return [...new Set([...found.rows.map((row) => row.till_id), ...told])].toSorted();
}
