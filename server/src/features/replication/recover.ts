import type { PeerAddress } from '../../peer-request.ts';
import type { SiteContext } from '../../site-context.ts';
import { reconcile, type Reconciled } from '../anti-entropy/reconcile.ts';

/**
 * The end of a restore (D4 to D6): with fresh subscriptions in place, everything the peer holds and
 * this site does not is fetched, its own lost rows among it; only then does it release again.
 */
export async function finishRecovery(site: SiteContext, peer: PeerAddress): Promise<Reconciled> {
  // Nothing is left to replication: what was committed before the slot was made never comes by it.
  const done = await reconcile(site, peer, 0);
  await site.pool.query('UPDATE site_config SET recovering = false');
  await site.identity.refresh();
  return done;
}

/** True once both subscriptions apply and have copied what they were to copy. */
export async function subscriptionsReady(site: SiteContext): Promise<boolean> {
  const found = await site.pool.query<{ ready: boolean }>(
    `SELECT count(*) = 2 AND bool_and(r.srsubstate = 'r' AND s.subenabled) AS ready
       FROM pg_subscription_rel r JOIN pg_subscription s ON s.oid = r.srsubid`,
  );
  return found.rows[0]?.ready === true;
}
