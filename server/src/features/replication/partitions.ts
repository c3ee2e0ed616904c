import type { SiteContext } from '../../site-context.ts';

const BEHIND_MONTHS = 1;
const AHEAD_MONTHS = 2;

/** First day of the month `offset` months from `ms`, as YYYY-MM-DD. */
function monthStart(ms: number, offset: number): string {
  const date = new Date(ms);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1))
    .toISOString()
    .slice(0, 10);
}

/**
 * Makes monthly partitions ahead, the copy's first (D1). Rows that came earlier than their
 * partition lie in DEFAULT and stay there: that month is then left out.
 */
export async function ensurePartitions(site: SiteContext): Promise<void> {
  for (const table of [site.tables.copyOps, site.tables.ownOps]) {
    for (let month = -BEHIND_MONTHS; month <= AHEAD_MONTHS; month++) {
      const from = monthStart(site.now(), month);
      const to = monthStart(site.now(), month + 1);
      const name = `${table}_${from.slice(0, 7).replace('-', '_')}`;
      const there = await site.pool.query('SELECT to_regclass($1) IS NOT NULL AS there', [name]);
      const strays = await site.pool.query(
        `SELECT 1 FROM ${table}_default WHERE business_date >= $1 AND business_date < $2 LIMIT 1`,
        [from, to],
      );
      const row: unknown = there.rows[0];
      const exists =
        typeof row === 'object' && row !== null && 'there' in row && row.there === true;
      if (exists || strays.rows.length > 0) continue;
      await site.pool.query(
        `CREATE TABLE ${name} PARTITION OF ${table} FOR VALUES FROM ('${from}') TO ('${to}')`,
      );
    }
  }
}
