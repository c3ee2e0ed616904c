import type { PeerAddress } from '../../peer-request.ts';
import type { SiteContext } from '../../site-context.ts';
import { reconcileChanges } from './reconcile-changes.ts';
import { reconcileOps } from './reconcile-ops.ts';

export type Reconciled = {
  buckets: number;
  differing: number;
  ops: number;
  changes: number;
  conflicts: number;
};

/**
 * Anti-entropy (D5): brings this site's logs level with what the peer holds, ops and changes, and
 * writes down how it went. Each site fetches for itself; both doing it makes them equal.
 */
export async function reconcile(
  site: SiteContext,
  peer: PeerAddress,
  settleMs: number,
): Promise<Reconciled> {
  const beganMs = site.now();
  const ops = await reconcileOps(site, peer, settleMs);
  const changes = await reconcileChanges(site, peer, settleMs);
  const done = {
    buckets: ops.buckets + changes.buckets,
    differing: ops.differing + changes.differing,
    ops: ops.ops,
    changes: changes.changes,
    conflicts: changes.conflicts,
  };
  await site.pool.query(
    `INSERT INTO last_comparison (ended_at, took_ms, buckets, differing, ops, changes, conflicts)
     VALUES (now(), $1, $2, $3, $4, $5, $6)
     ON CONFLICT (one) DO UPDATE SET ended_at = excluded.ended_at, took_ms = excluded.took_ms,
       buckets = excluded.buckets, differing = excluded.differing, ops = excluded.ops,
       changes = excluded.changes, conflicts = excluded.conflicts`,
    [site.now() - beganMs, done.buckets, done.differing, done.ops, done.changes, done.conflicts],
  );
  if (done.conflicts > 0)
    site.log.error(done, 'change logs of the two sites contradict each other');
  else if (done.ops + done.changes > 0) site.log.warn(done, 'fetched from the peer what was lost');
  else site.log.debug(done, 'level with the peer');
  return done;
}
