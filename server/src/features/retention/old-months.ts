import type { Db, Pool } from '../../db/pool.ts';
import { transaction } from '../../db/transaction.ts';
import type { SiteContext } from '../../site-context.ts';

/** A stalled reader must not make ingest wait behind the drop for ever. */
const LOCK_PATIENCE = '5s';

/** Monthly partitions of both logs whose every day lies before a date (YYYY-MM-DD). */
export async function oldMonths(site: SiteContext, before: string): Promise<string[]> {
  const found = await site.pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = ANY (ARRAY[$1::regclass, $2::regclass])
        AND c.relname ~ '_[0-9]{4}_[0-9]{2}$'
        AND (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month') <= $3::date
      ORDER BY 1`,
    [site.tables.ownOps, site.tables.copyOps, before],
  );
  return found.rows.map((row) => row.name);
}

/**
 * Drops a month, unless a row lies in it that no floor covers: of a stream that came late, or of a
 * chain that the sites do not hold alike. True where it is gone.
 */
export async function dropMonth(pool: Pool, name: string): Promise<boolean> {
  return transaction(pool, async (tx) => {
    await tx.query(`SET LOCAL lock_timeout = '${LOCK_PATIENCE}'`);
    // Readers go on while it is looked through; nobody else writes, so the stronger lock of the drop
    // is then only held for a moment.
    await tx.query(`LOCK TABLE ${name} IN SHARE ROW EXCLUSIVE MODE`);
    const uncovered = await tx.query(
      `SELECT 1 FROM ${name} LEFT JOIN stream_floors f USING (stream_id)
        WHERE f.seq IS NULL OR ${name}.seq > f.seq LIMIT 1`,
    );
    if (uncovered.rows.length > 0) return false;
    await tx.query(`DROP TABLE ${name}`);
    return true;
  });
}

/**
 * Sales kept below a floor hang on nothing that is held, so no chain and no report reaches them: they
 * are shown in quarantine, at both sites, for people to book.
 */
export async function showBelowFloor(db: Db): Promise<void> {
  for (const schema of ['pruned', 'projection'])
    await db.query(
      `INSERT INTO ${schema}.quarantine (op_id, stream_id, seq, reason)
       SELECT DISTINCT o.op_id, stream_id, o.seq, 'sold by an old image of the till, below the floor'
         FROM all_ops o JOIN stream_floors f USING (stream_id)
        WHERE 'below-floor' = ANY (o.flags) AND o.seq <= f.seq
       ON CONFLICT DO NOTHING`,
    );
}

/** What lay beside the months, since its month was made too late or its date said nothing. */
export async function dropStrays(site: SiteContext, before: string): Promise<void> {
  for (const table of [site.tables.ownOps, site.tables.copyOps])
    await site.pool.query(
      `DELETE FROM ${table}_default d USING stream_floors f
        WHERE f.stream_id = d.stream_id AND d.seq <= f.seq AND d.business_date < $1
          AND NOT 'below-floor' = ANY (d.flags)`,
      [before],
    );
}
