import type { StoreHealth } from '../../../../src/domain/release/judge-guards.ts';
import type { Db } from '../../db/pool.ts';

/**
 * Health of stores within a window, to the hour, and never from before `sinceMs`; stores that told nothing
 * are left out.
 */
export async function readHealth(
  db: Db,
  stores: readonly string[],
  sinceMs: number,
  windowFromMs: number,
): Promise<StoreHealth[]> {
  const found = await db.query<StoreHealth>(
    `SELECT store, sum(starts)::bigint AS starts, sum(crashes)::bigint AS crashes,
            sum(sales)::bigint AS sales, sum(failed_sales)::bigint AS failed_sales,
            sum(card_tries)::bigint AS card_tries, sum(declined)::bigint AS declined,
            ARRAY[sum(scans[1]), sum(scans[2]), sum(scans[3]), sum(scans[4]), sum(scans[5]),
                  sum(scans[6]), sum(scans[7]), sum(scans[8]), sum(scans[9])]::float8[] AS scans,
            max(oldest_ms) AS oldest_ms, max(parked) AS parked,
            sum(set_asked)::bigint AS set_asked, sum(fell_back)::bigint AS fell_back
       FROM health_slots
      WHERE slot >= greatest(to_timestamp($2::float8 / 1000),
                             date_trunc('hour', to_timestamp($3::float8 / 1000)))
        AND store = ANY ($1)
      GROUP BY store`,
    [stores, sinceMs, windowFromMs],
  );
  return found.rows;
}

/** Longer than any guard looks back, days. */
const KEPT_DAYS = 32;

export async function pruneHealth(db: Db): Promise<void> {
  await db.query(`DELETE FROM health_slots WHERE slot < now() - interval '${KEPT_DAYS} days'`);
}

/**
 * What tills tell from here on is counted apart from what they told before a stage began. A stage of the
 * other site, whose clock is ahead, begins when it says.
 */
export async function cutHealth(db: Db, stageSinceMs: number): Promise<void> {
  await db.query(
    `UPDATE health_cut SET at = greatest(now(), to_timestamp($1::float8 / 1000))
      WHERE at < to_timestamp($1::float8 / 1000)`,
    [stageSinceMs],
  );
}
