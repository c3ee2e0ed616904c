import { readConfig } from './config.ts';
import { reconcile } from './features/anti-entropy/reconcile.ts';
import { askPeerClaims } from './features/claims/ask-peer.ts';
import { ensureSubscriptions } from './features/replication/subscriptions.ts';
import { makeLogger } from './logger.ts';
import { openSite } from './site-context.ts';

/**
 * Re-seeds this site's copies from the peer, whatever the subscriptions look like: fresh slots, then
 * everything missing, then rows flow again. Safe while the site serves. The site itself does the same
 * unasked where a slot is lost or missing; this is for copies that a person does not trust. Same
 * settings as main.
 */
const config = readConfig(process.env);
const { peer } = config;
if (peer === undefined) throw new Error('a lone site has nothing to be re-seeded from');
const log = makeLogger(config.logLevel, { site: config.site, role: 'reseed' });
const site = await openSite(config, log, 2);
const { incarnation } = await askPeerClaims(site, peer, '', 0);
const done = await ensureSubscriptions(
  site,
  peer,
  incarnation,
  () => reconcile(site, peer, 0),
  false,
);
log.info(done, 're-seeded from the peer');
await site.pool.end();
