import { readConfig } from './config.ts';
import { newIncarnation } from './db/migrate.ts';
import { openPool } from './db/pool.ts';
import { makeLogger } from './logger.ts';

/**
 * Run after a restore, a promotion or a re-seed, before the site starts: takes a new random
 * incarnation (D4) and marks the site as recovering (D6) until it has compared with its peer.
 */
const config = readConfig(process.env);
const log = makeLogger(config.logLevel, { site: config.site, role: 'restored' });
const pool = openPool(config.databaseUrl, 1, () => undefined);
const incarnation = newIncarnation(config.site);
await pool.query('UPDATE site_config SET incarnation = $1, recovering = true', [incarnation]);
// What the copy held is looked at anew: the position may be ahead of the rows.
await pool.query("UPDATE copy_position SET local_xid = '0', local_ord = 0");
log.info({ incarnation }, 'new incarnation, recovering');
await pool.end();
