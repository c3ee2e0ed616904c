import { readConfig } from './config.ts';
import { pruneBefore } from './features/retention/prune.ts';
import { makeLogger } from './logger.ts';
import { openSite } from './site-context.ts';

/** Drops op months before EVERTILL_PRUNE_BEFORE (YYYY-MM-DD) that both sites hold alike. Same settings as main. */
const config = readConfig(process.env);
const { peer } = config;
const before = process.env['EVERTILL_PRUNE_BEFORE'] ?? '';
if (peer === undefined) throw new Error('a lone site has nobody to agree with');
if (!/^\d{4}-\d{2}-\d{2}$/.test(before)) throw new Error('EVERTILL_PRUNE_BEFORE is no date');
const log = makeLogger(config.logLevel, { site: config.site, role: 'prune' });
const site = await openSite(config, log, 2);
const done = await pruneBefore(site, peer, before);
log.info(done, 'old months dropped');
await site.pool.end();
