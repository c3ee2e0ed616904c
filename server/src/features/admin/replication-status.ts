import type { SiteContext } from '../../site-context.ts';
import type { SiteStatus } from '../../../../src/contracts/site-status.ts';

type Replication = SiteStatus['replication'];
type Slots = {
  slots: number;
  lost: number;
  lag_bytes: number | null;
  safe_wal_bytes: number | null;
  keep_bytes: number;
};

async function readSlots(site: SiteContext): Promise<Slots> {
  const found = await site.pool.query<Slots>(
    `SELECT count(*) AS slots, count(*) FILTER (WHERE wal_status = 'lost') AS lost,
            max(greatest(0, pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)))::bigint
              AS lag_bytes,
            min(safe_wal_size) AS safe_wal_bytes,
            pg_size_bytes(current_setting('max_slot_wal_keep_size')) AS keep_bytes
       FROM pg_replication_slots WHERE slot_name LIKE 'ev\\_%'`,
  );
  const [row] = found.rows;
  if (row === undefined) throw new Error('an aggregate without a row');
  return row;
}

/** Share of the budget that the slowest slot holds back, percent; undefined where unlimited. */
function usedPercent({ safe_wal_bytes: safe, keep_bytes: keep }: Slots): number | null {
  if (safe === null || keep <= 0) return null;
  return Math.min(100, Math.max(0, Math.round(((keep - safe) / keep) * 100)));
}

function slotState(slots: Slots, percent: number | null, alertPercent: number) {
  if (slots.lost > 0) return 'lost';
  if (slots.slots === 0) return 'none';
  return percent !== null && percent >= alertPercent ? 'alert' : 'ok';
}

/** How this site's rows get to the peer and the peer's to it, with the room left for an outage. */
export async function readReplication(site: SiteContext): Promise<Replication> {
  const slots = await readSlots(site);
  const percent = usedPercent(slots);
  const applying = await site.pool.query<Pick<Replication, 'apply_errors' | 'subscriptions'>>(
    `SELECT (SELECT coalesce(sum(apply_error_count), 0)::bigint FROM pg_stat_subscription_stats)
              AS apply_errors,
            (SELECT count(*) FROM pg_stat_subscription
              WHERE worker_type = 'apply' AND pid IS NOT NULL) AS subscriptions`,
  );
  const reseeds = await site.pool.query<NonNullable<Replication['last_reseed']> & { n: number }>(
    `SELECT (extract(epoch FROM at) * 1000)::bigint AS at_ms, reason, ops, changes,
            (SELECT count(*) FROM reseeds) AS n
       FROM reseeds ORDER BY at DESC LIMIT 1`,
  );
  const [last] = reseeds.rows;
  const { apply_errors: errors = 0, subscriptions = 0 } = applying.rows[0] ?? {};
  return {
    lag_bytes: slots.lag_bytes,
    safe_wal_bytes: slots.safe_wal_bytes,
    slot_wal_percent: percent,
    slot_state: slotState(slots, percent, site.config.walAlertPercent),
    apply_errors: errors,
    subscriptions,
    reseeds: last?.n ?? 0,
    last_reseed:
      last === undefined
        ? null
        : { at_ms: last.at_ms, reason: last.reason, ops: last.ops, changes: last.changes },
  };
}
