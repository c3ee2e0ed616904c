import { readConfig } from './config.ts';
import { openPool } from './db/pool.ts';
import { rebuildProjections } from './features/projection/rebuild-projections.ts';
import { makeLogger } from './logger.ts';

/** Rebuilds this site's read models from its logs; safe while the site serves. Same settings as main. */
const config = readConfig(process.env);
const log = makeLogger(config.logLevel, { site: config.site, role: 'rebuild' });
const pool = openPool(config.databaseUrl, 1, () => undefined);
const ops = await rebuildProjections(pool);
log.info({ ops }, 'read models rebuilt');
await pool.end();
