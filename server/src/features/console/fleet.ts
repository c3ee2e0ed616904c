import type { ConsoleMe, FleetTill } from '../../../../src/contracts/console.ts';
import type { Db } from '../../db/pool.ts';
import { tillAlerts } from '../admin/till-alerts.ts';

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
  streams: number;
  forked: boolean;
};

/**
 * Every till that the person may see, from its stream that was heard last. Of a till with several streams
 * the older ones rest, but what any of them still holds back counts: alerts look at all that matter.
 */
export async function readFleet(db: Db, person: ConsoleMe, nowMs: number): Promise<FleetTill[]> {
  const found = await db.query<Row>(
    `SELECT DISTINCT ON (s.till_id) s.till_id, s.status, s.app_version, s.backlog_waiting,
            s.backlog_oldest_ms, s.backlog_parked,
            (extract(epoch FROM s.last_seen) * 1000)::bigint AS last_seen_ms,
            greatest(0, h.seq - coalesce(c.contiguous, 0)) AS behind, p.cashier,
            count(*) OVER (PARTITION BY s.till_id)::int AS streams,
            bool_or(s.status = 'forked') OVER (PARTITION BY s.till_id) AS forked
       FROM stream_state s
       LEFT JOIN LATERAL (SELECT coalesce(max(seq), 0) AS seq FROM stream_heads
                           WHERE stream_id = s.stream_id) h ON true
       LEFT JOIN peer_claims c ON c.stream_id = s.stream_id
       LEFT JOIN projection.tills p ON p.stream_id = s.stream_id
      WHERE $1 OR split_part(s.till_id, '-', 2) = ANY ($2::text[])
      ORDER BY s.till_id, s.last_seen DESC NULLS LAST, s.stream_id`,
    [person.role === 'it', person.stores],
  );
  const alerts = Map.groupBy(tillAlerts(found.rows, nowMs), ({ till_id: id }) => id);
  return found.rows.map((row) => {
    const [, store = '', till = ''] = row.till_id.split('-');
    return {
      store,
      till,
      build: row.app_version,
      silent_ms: row.last_seen_ms === null ? null : Math.max(0, nowMs - row.last_seen_ms),
      waiting: row.backlog_waiting,
      oldest_ms: row.backlog_oldest_ms,
      parked: row.backlog_parked,
      behind: row.behind,
      streams: row.streams,
      forked: row.forked,
      last_cashier: row.cashier,
      alerts: (alerts.get(row.till_id) ?? []).map(({ kind }) => kind),
    };
  });
}
