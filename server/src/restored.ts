import { readConfig } from './config.ts';
import { migrate, newIncarnation } from './db/migrate.ts';
import { openPool, type Pool } from './db/pool.ts';
import { makeLogger } from './logger.ts';

/**
 * Run after a restore, a promotion or a re-seed, before the site starts: takes a new random
 * incarnation (D4), lets go of the subscriptions of its former life, and marks the site as recovering
 * (D6) until it has compared with its peer.
 */
const config = readConfig(process.env);
const log = makeLogger(config.logLevel, { site: config.site, role: 'restored' });
const pool = openPool(config.databaseUrl, 1, () => undefined);
// A backup may be older than the code; an empty site has nothing yet.
await migrate(pool, config);
await dropSubscriptions(pool);
const incarnation = newIncarnation(config.site);
await pool.query('UPDATE site_config SET incarnation = $1, recovering = true, retired = false', [
  incarnation,
]);
// What the copy held is looked at anew: the position may be ahead of the rows.
await pool.query("UPDATE copy_position SET local_xid = '0', local_ord = 0");
log.info({ incarnation }, 'new incarnation, recovering');
await pool.end();

/** Their slots are at the peer and may be used or gone; the peer drops those it does not know (D4). */
async function dropSubscriptions(db: Pool): Promise<void> {
  const held = await db.query<{ subname: string }>(
    `SELECT subname FROM pg_subscription
      WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  for (const { subname } of held.rows) {
    await db.query(`ALTER SUBSCRIPTION ${subname} DISABLE`);
    await db.query(`ALTER SUBSCRIPTION ${subname} SET (slot_name = NONE)`);
    await db.query(`DROP SUBSCRIPTION ${subname}`);
  }
}
