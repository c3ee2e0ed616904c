import type { ConsoleMe, FleetTill } from '../../../../src/contracts/console.ts';
import type { HelloHealth } from '../../../../src/contracts/wire.ts';
import type { Db } from '../../db/pool.ts';
import { ALERT_AFTER, tillAlerts } from '../admin/till-alerts.ts';

type Row = {
  till_id: string;
  status: string;
  app_version: string | null;
  backlog_waiting: number | null;
  backlog_oldest_ms: number | null;
  backlog_parked: number | null;
  last_seen_ms: number | null;
  behind: number;
  cashier: string | null;
  asked_ms: number | null;
  build_failed: string | null;
  build_refused: string | null;
  build_why: string | null;
  held_up: string | null;
  back_end: HelloHealth['back_end'] | null;
};

/**
 * Every till that the person may see. What it is stands in its stream that was heard last; what it holds
 * back in all of them: a machine that was replaced may hold sales that its successor knows nothing of.
 */
export async function readFleet(db: Db, person: ConsoleMe, nowMs: number): Promise<FleetTill[]> {
  const found = await db.query<Row>(
    `SELECT s.till_id, s.status, s.app_version, s.backlog_waiting, s.backlog_oldest_ms,
            s.backlog_parked, (extract(epoch FROM s.last_seen) * 1000)::bigint AS last_seen_ms,
            greatest(0, h.seq - coalesce(c.contiguous, 0)) AS behind, p.cashier,
            (extract(epoch FROM b.asked_at) * 1000)::bigint AS asked_ms, b.failed AS build_failed,
            b.why AS build_why, b.refuses AS build_refused, b.held_up, t.told -> 'back_end' AS back_end
       FROM stream_state s
       LEFT JOIN LATERAL (SELECT coalesce(max(seq), 0) AS seq FROM stream_heads
                           WHERE stream_id = s.stream_id) h ON true
       LEFT JOIN peer_claims c ON c.stream_id = s.stream_id
       LEFT JOIN projection.tills p ON p.stream_id = s.stream_id
       LEFT JOIN build_asks b ON b.till_id = s.till_id
       LEFT JOIN till_health t ON t.till_id = s.till_id
      WHERE $1 OR split_part(s.till_id, '-', 2) = ANY ($2::text[])
      ORDER BY s.till_id, s.last_seen DESC NULLS LAST, s.stream_id`,
    [person.role === 'it', person.stores],
  );
  const alerts = Map.groupBy(tillAlerts(found.rows, nowMs), ({ till_id: id }) => id);
  return [...Map.groupBy(found.rows, ({ till_id: id }) => id)].flatMap(([id, rows]) => {
    const kinds = (alerts.get(id) ?? []).map(({ kind }) => kind);
    return rows[0] === undefined ? [] : [tillOf(rows[0], rows, kinds, nowMs)];
  });
}

/** Which set it is at; at the champion there is nothing to say. */
const setOf = (told: Row['back_end']): FleetTill['back_end'] =>
  told?.set == null ? null : { ...told, set: told.set };

/** `newest`: of its streams, the one that was heard last. */
function tillOf(
  newest: Row,
  rows: readonly Row[],
  alerts: FleetTill['alerts'],
  nowMs: number,
): FleetTill {
  const [, store = '', till = ''] = newest.till_id.split('-');
  const most = (of: (row: Row) => number | null): number | null => {
    const told = rows.flatMap((row) => of(row) ?? []);
    return told.length === 0 ? null : Math.max(...told);
  };
  const { app_version: build, last_seen_ms: seen, asked_ms: asked } = newest;
  const unasked = asked === null ? null : Math.max(0, nowMs - asked);
  const isLate = (unasked ?? 0) >= ALERT_AFTER.silentMs && !alerts.includes('silent');
  return {
    store,
    till,
    build,
    silent_ms: seen === null ? null : Math.max(0, nowMs - seen),
    waiting: most((row) => row.backlog_waiting),
    oldest_ms: most((row) => row.backlog_oldest_ms),
    parked: most((row) => row.backlog_parked),
    behind: rows.reduce((sum, row) => sum + row.behind, 0),
    streams: rows.length,
    forked: rows.some(({ status }) => status === 'forked'),
    last_cashier: rows.find(({ cashier }) => cashier !== null)?.cashier ?? null,
    build_asked_ms: unasked,
    build_failed: newest.build_failed,
    build_why: newest.build_why,
    build_refused: newest.build_refused,
    back_end: setOf(newest.back_end),
    alerts: [
      ...alerts,
      ...(isLate ? (['not-asking'] as const) : []),
      ...(newest.held_up === null ? [] : (['no-room'] as const)),
    ],
  };
}
