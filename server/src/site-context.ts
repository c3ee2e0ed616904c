import type { KeyObject } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config.ts';
import type { CanaryWatch } from './features/canary/canary-watch.ts';
import { Poker } from './db/poker.ts';
import { openPool, type Pool } from './db/pool.ts';
import { tablesOf, type Tables } from './db/tables.ts';
import { privateKeyFromPem } from './keys/ed25519.ts';
import { holdIdentity, type IdentityHolder } from './site-identity.ts';
import { openRegionTrust, type TrustedRegion } from './keys/region-trust.ts';

/** What every part of a site process is given; wired once per process. */
export type SiteContext = {
  config: Config;
  pool: Pool;
  tables: Tables;
  poker: Poker;
  identity: IdentityHolder;
  region: TrustedRegion;
  siteKey: KeyObject;
  log: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error' | 'debug'>;
  /** Milliseconds since 1970, the site's clock. */
  now: () => number;
  /** Of the one background worker, where the site has a balancer that it may step. */
  canary?: CanaryWatch;
};

/** Opens the database and reads who we are. The schema must be migrated already. */
export async function openSite(
  config: Config,
  log: SiteContext['log'],
  poolSize: number,
  queryTimeoutMs?: number,
): Promise<SiteContext> {
  const region = openRegionTrust(config.trust);
  if (region.file.region !== config.region || !region.siteKeys.has(config.site)) {
    throw new Error(`region file does not name site ${config.region}/${config.site}`);
  }
  const lost = (error: Error): void => log.warn({ err: error.message }, 'database connection lost');
  const pool = openPool(config.databaseUrl, poolSize, lost, queryTimeoutMs);
  return {
    config,
    pool,
    tables: tablesOf(config.site, config.peer?.id),
    poker: new Poker(pool),
    identity: await holdIdentity(pool),
    region,
    siteKey: privateKeyFromPem(config.siteKeyPem),
    log,
    now: Date.now,
  };
}
