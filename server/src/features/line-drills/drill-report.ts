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
import { peerReach } from '../closing/peer-holds.ts';
import { walkZ, type ChainOp } from '../closing/z-chain.ts';
import { projectOp } from '../projection/project-op.ts';
import { floorsOf } from '../retention/floors.ts';
import type { DrillSteps } from './drill-steps.ts';

/** A till that was not heard for so long before the drill was not there to take part, ms. */
const THERE_MS = 24 * 3_600_000;
const check = Compile(LineDrillBody);
const MOST_KEPT = 5000;
/** Tills found whole, by the op that told: what it stands for never changes, so neither does this. */
const whole = new Map<string, DrillTill>();

/** What a till told of a drill, and where its word stands. */
type Told = { tillId: string; stream: string; seq: number; opId: string; body: LineDrillBody };

/** A drill with what became of each till of its stores, from the op log and the change log alone (LD6). */
export async function drillView(site: SiteContext, drill: DrillSteps): Promise<DrillView> {
  const { started, stopped } = drill;
  const { drill: id, stores, who, why, at_ms: fromMs } = started;
  const untilMs = stopped?.until_ms ?? started.until_ms;
  const told = await toldOf(site.pool, drill);
  const tills: DrillTill[] = [];
  for (const tillId of await tillsOf(site.pool, drill, [...told.keys()]))
    tills.push(await tillOf(site, tillId, told.get(tillId)));
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
): Promise<DrillTill> {
  const [, store = '', till = ''] = tillId.split('-');
  if (told === undefined) return { store, till, state: 'untold', ...TOLD_NOTHING };
  const known = whole.get(told.opId);
  if (known !== undefined) return known;
  const { body } = told;
  const found = await findTill(site, told);
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
    drained_ms: state === 'draining' ? null : await drainedMs(site.pool, told),
  };
  if (state === 'whole') keep(told.opId, one);
  return one;
}

function keep(opId: string, till: DrillTill): void {
  const [oldest] = whole.keys();
  if (oldest !== undefined && whole.size >= MOST_KEPT) whole.delete(oldest);
  whole.set(opId, till);
}

/** Holds what the till said against what is here, and against the other site's own word. */
async function findTill({ pool, config }: SiteContext, told: Told): Promise<FoundTill> {
  const { body, seq, opId } = told;
  const { stream, from_seq: from, to_seq: to, head } = body;
  const floor = (await floorsOf(pool, [stream])).get(stream)?.seq ?? 0;
  const isArchived = floor >= from;
  const range = { stream, from_seq: from, to_seq: to, head };
  const walked = await walkZ(pool, { ...range, series: 'A', first_no: '', last_no: '' });
  const sums = walked.ops.flatMap(salesIn);
  const peer = config.peer?.id;
  // Its own word is behind the last of them: where that one is there, all are.
  const reach =
    peer === undefined
      ? seq
      : await peerReach(pool, peer, { stream: told.stream, to_seq: seq, head: opId });
  return {
    told: body,
    held: walked.faults.length > 0 ? 0 : new Set(walked.ops.map((op) => op.seq)).size,
    ops: Math.max(0, to - from + 1),
    documents: sums.length,
    gross: sums.reduce((sum, one) => sum + one, 0),
    isThere: reach >= seq,
    isArchived,
  };
}

function salesIn({ raw, seq }: ChainOp): number[] {
  const effect = projectOp(raw, seq);
  return effect.type === 'sale' ? [effect.sale.totals.gross] : [];
}

/** When head office had the last of it, at whichever site. */
async function drainedMs(db: Db, { body, stream, seq }: Told): Promise<number | null> {
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
      ORDER BY o.till_id, o.stream_id, o.seq`,
    [started.stores],
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
