import type { TillAlert } from '../../../../src/contracts/site-status.ts';

/** When head office is told, in one place. A store whose line is down all day is no incident yet. */
export const ALERT_AFTER = {
  /** A sale that some site has not confirmed for so long, ms. */
  waitingMs: 4 * 3_600_000,
  /** A till that was heard before and not since, ms: a night and a shift. */
  silentMs: 26 * 3_600_000,
} as const;

type Told = {
  till_id: string;
  backlog_waiting: number | null;
  backlog_oldest_ms: number | null;
  backlog_parked: number | null;
  last_seen_ms: number | null;
};

/**
 * What needs a person, of every till: records set aside, sales that wait for too long (their age goes
 * on while the till is not heard), tills not heard for too long. A till's older streams rest; only
 * what any of them still holds back counts.
 */
export function tillAlerts(rows: readonly Told[], nowMs: number): TillAlert[] {
  const tills = new Map<string, Told[]>();
  for (const row of rows) tills.set(row.till_id, [...(tills.get(row.till_id) ?? []), row]);
  return [...tills].flatMap(([till_id, streams]) => {
    const seen = Math.max(...streams.map((s) => s.last_seen_ms ?? 0));
    const parked = Math.max(...streams.map((s) => s.backlog_parked ?? 0));
    const silent = seen === 0 ? 0 : nowMs - seen;
    const waiting = Math.max(...streams.map((s) => oldest(s, nowMs)));
    const alerts: TillAlert[] = [];
    if (parked > 0) alerts.push({ till_id, kind: 'set-aside', amount: parked });
    if (waiting >= ALERT_AFTER.waitingMs)
      alerts.push({ till_id, kind: 'waiting', amount: waiting });
    if (silent >= ALERT_AFTER.silentMs) alerts.push({ till_id, kind: 'silent', amount: silent });
    return alerts;
  });
}

/** Age of the oldest op a stream held back when it was last heard, by now. */
function oldest(s: Told, nowMs: number): number {
  if (s.backlog_waiting === null || s.backlog_waiting === 0 || s.last_seen_ms === null) return 0;
  return (s.backlog_oldest_ms ?? 0) + Math.max(0, nowMs - s.last_seen_ms);
}
