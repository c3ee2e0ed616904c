import type { Db } from '../../db/pool.ts';
import type { SiteContext } from '../../site-context.ts';

const STEP = 10_000;

/** Incarnations of the peer whose rows may lie in the copy. `thorough` looks at the rows themselves. */
async function candidates(site: SiteContext, thorough: boolean): Promise<Map<string, string>> {
  const found = await site.pool.query<{ origin: string; incarnation: string }>(
    `SELECT site AS origin, incarnation FROM peer_state
     UNION SELECT origin, incarnation FROM change_prefix WHERE origin <> $1
     ${thorough ? `UNION SELECT DISTINCT origin, incarnation FROM ${site.tables.copyChanges}` : ''}`,
    [site.config.site],
  );
  return new Map(found.rows.map((row) => [row.incarnation, row.origin]));
}

async function gapFreeFrom(db: Db, table: string, incarnation: string, n: number): Promise<number> {
  const found = await db.query<{ n: number | null }>(
    `SELECT max(n) AS n
       FROM (SELECT n, row_number() OVER (ORDER BY n) AS place
               FROM (SELECT DISTINCT n FROM ${table} WHERE incarnation = $1 AND n > $2
                      ORDER BY n LIMIT ${STEP}) d) r
      WHERE n = $2 + place`,
    [incarnation, n],
  );
  return found.rows[0]?.n ?? n;
}

/** Moves the gap-free prefix of every replicated change log up; true where one moved. */
export async function advanceChangePrefixes(
  site: SiteContext,
  thorough: boolean,
): Promise<boolean> {
  let moved = false;
  for (const [incarnation, origin] of await candidates(site, thorough)) {
    const held = await site.pool.query<{ n: number }>(
      'SELECT n FROM change_prefix WHERE origin = $1 AND incarnation = $2',
      [origin, incarnation],
    );
    const from = held.rows[0]?.n ?? 0;
    let to = from;
    for (;;) {
      const next = await gapFreeFrom(site.pool, site.tables.copyChanges, incarnation, to);
      if (next === to) break;
      to = next;
    }
    if (to === from) continue;
    moved = true;
    await site.pool.query(
      `INSERT INTO change_prefix (origin, incarnation, n) VALUES ($1, $2, $3)
       ON CONFLICT (origin, incarnation) DO UPDATE SET n = excluded.n`,
      [origin, incarnation, to],
    );
  }
  return moved;
}
