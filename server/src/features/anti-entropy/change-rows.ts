import type { Db } from '../../db/pool.ts';
import { transaction } from '../../db/transaction.ts';
import type { SiteContext } from '../../site-context.ts';
import { BUCKET } from './op-digests.ts';
import type { Bucket, ChangeLogRow } from './peer-answers.ts';

const COLUMNS = 'origin, incarnation, n, dataset, key, op, value, hlc, author, base_hlc, sig, at';

export type ChangeDigest = { origin: string; incarnation: string; buckets: Bucket[] };

/** Digest of the distinct change rows held, per log and bucket, over what they say. */
export async function changeDigests(db: Db): Promise<ChangeDigest[]> {
  const found = await db.query<Bucket & { origin: string; incarnation: string }>(
    `SELECT origin, incarnation, n / ${BUCKET} AS bucket, count(*) AS rows,
            encode(sha256(string_agg(said, ''::bytea ORDER BY n, said)), 'hex') AS hash
       FROM (SELECT DISTINCT origin, incarnation, n,
                    sha256(convert_to(jsonb_build_array(n, dataset, key, op, value, hlc)::text, 'UTF8'))
                      AS said FROM all_changes) d
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  );
  const logs = new Map<string, ChangeDigest>();
  for (const { origin, incarnation, bucket, rows, hash } of found.rows) {
    const log = logs.get(`${origin}:${incarnation}`) ?? { origin, incarnation, buckets: [] };
    log.buckets.push({ bucket, rows, hash });
    logs.set(`${origin}:${incarnation}`, log);
  }
  return [...logs.values()];
}

/** Rows of one bucket, each number once. */
export async function readChangeRows(
  db: Db,
  incarnation: string,
  bucket: number,
): Promise<ChangeLogRow[]> {
  const found = await db.query<{ row: ChangeLogRow }>(
    `SELECT to_jsonb(c) AS row FROM (
       SELECT DISTINCT ON (n) ${COLUMNS}
         FROM all_changes WHERE incarnation = $1 AND n >= $2 AND n < $3 ORDER BY n) c`,
    [incarnation, bucket * BUCKET, (bucket + 1) * BUCKET],
  );
  return found.rows.map(({ row }) => row);
}

/** Those of the rows whose number is not held here. */
export async function lackingChanges(
  db: Db,
  rows: readonly ChangeLogRow[],
): Promise<ChangeLogRow[]> {
  const found = await db.query<{ incarnation: string; n: number }>(
    `SELECT DISTINCT incarnation, n FROM all_changes
      WHERE (incarnation, n) IN (SELECT * FROM unnest($1::text[], $2::bigint[]))`,
    [rows.map((r) => r.incarnation), rows.map((r) => r.n)],
  );
  const held = new Set(found.rows.map((r) => `${r.incarnation}:${r.n}`));
  return rows.filter((r) => !held.has(`${r.incarnation}:${r.n}`));
}

/** Stores fetched rows in the log they belong to; says how many were new. */
export async function storeChangeRows(
  site: SiteContext,
  rows: readonly ChangeLogRow[],
): Promise<number> {
  const own = rows.filter((row) => row.origin === site.config.site);
  const theirs = rows.filter((row) => row.origin !== site.config.site);
  const added = own.length === 0 ? 0 : await storeOwn(site, own);
  if (theirs.length === 0) return added;
  const copy = site.tables.copyChanges;
  const done = await site.pool.query(
    `INSERT INTO ${copy} (${COLUMNS})
     SELECT ${COLUMNS} FROM json_populate_recordset(NULL::${copy}, $1::json) r
      WHERE NOT EXISTS (SELECT 1 FROM ${copy} c WHERE c.incarnation = r.incarnation AND c.n = r.n)`,
    [JSON.stringify(theirs)],
  );
  return added + (done.rowCount ?? 0);
}

async function storeOwn(site: SiteContext, rows: readonly ChangeLogRow[]): Promise<number> {
  const table = site.tables.ownChanges;
  return transaction(site.pool, async (tx) => {
    await tx.query('SELECT 1 FROM hlc_state FOR UPDATE');
    const added = await tx.query(
      `INSERT INTO ${table} (${COLUMNS})
       SELECT ${COLUMNS} FROM json_populate_recordset(NULL::${table}, $1::json)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows)],
    );
    // Our logs of incarnations that are no more end where the last row we or the peer hold ends.
    await tx.query(
      `INSERT INTO change_prefix (origin, incarnation, n)
       SELECT origin, incarnation, max(n) FROM ${table} GROUP BY origin, incarnation
       ON CONFLICT (origin, incarnation) DO UPDATE SET n = excluded.n`,
    );
    await tx.query(
      `UPDATE hlc_state SET hlc = greatest(hlc, (SELECT coalesce(max(hlc), 0) FROM ${table}))`,
    );
    return added.rowCount ?? 0;
  });
}
