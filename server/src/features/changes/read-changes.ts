import type { ChangeRow } from '../../../../src/contracts/wire.ts';
import type { Db } from '../../db/pool.ts';
import type { ChangesVector } from './changes-vector.ts';
import type { Scope } from './cursor.ts';

type Row = Omit<ChangeRow, 'sig'> & { sig: string | null };

/** What a till of `$store` may see of scoped datasets. Placeholders: store first, datasets second. */
export function scopeSql(store: string, datasets: string): string {
  return `dataset = ANY (${datasets}::text[])
      AND (dataset NOT IN ('staff', 'permission', 'rank') OR key LIKE ${store} || '/%')
      AND (dataset NOT IN ('store', 'line-drill') OR key = ${store})`;
}

/** What `scopeSql` says, of a row that is already read. */
export function isFor({ store, datasets }: Scope, { ds, k }: Pick<ChangeRow, 'ds' | 'k'>): boolean {
  if (!datasets.some((one) => one === ds)) return false;
  if (ds === 'store' || ds === 'line-drill') return k === store;
  return !['staff', 'permission', 'rank'].includes(ds) || k.startsWith(`${store}/`);
}

const COLUMNS =
  'dataset AS ds, key AS k, op, value AS v, hlc, origin AS o, incarnation AS inc, n, sig';

export function changeRow({ sig, ...row }: Row): ChangeRow {
  return sig === null ? row : { ...row, sig };
}

/** Rows of one log, whoever they are for: after `start` up to `top`, at most `limit`. */
export async function rowsBetween(
  db: Db,
  log: string,
  start: number,
  top: number,
  limit: number,
): Promise<ChangeRow[]> {
  const found = await db.query<Row>(
    `SELECT DISTINCT ON (n) ${COLUMNS} FROM all_changes
      WHERE incarnation = $1 AND n > $2 AND n <= $3 ORDER BY n LIMIT $4`,
    [log.slice(log.indexOf(':') + 1), start, top, limit],
  );
  return found.rows.map(changeRow);
}

/** Rows, the position after them, and whether more lie behind it. */
export type ReadRows = { rows: ChangeRow[]; vec: ChangesVector; more: boolean };

/**
 * Rows after a cursor, at most `limit`, and the cursor after them. Served are only gap-free
 * prefixes (D14); where a log gives fewer rows than asked, the cursor moves to the prefix's end,
 * past rows of other scopes.
 */
export async function readChanges(
  db: Db,
  scope: Scope,
  from: ChangesVector,
  available: ChangesVector,
  limit: number,
): Promise<ReadRows> {
  const rows: ChangeRow[] = [];
  const vec = { ...from };
  for (const [log, top] of Object.entries(available)) {
    const left = limit - rows.length;
    const start = from[log] ?? 0;
    if (start >= top) continue;
    if (left === 0) return { rows, vec, more: true };
    const found = await db.query<Row>(
      `SELECT DISTINCT ON (n) ${COLUMNS} FROM all_changes
        WHERE incarnation = $1 AND n > $2 AND n <= $3 AND ${scopeSql('$4', '$5')}
        ORDER BY n LIMIT $6`,
      [log.slice(log.indexOf(':') + 1), start, top, scope.store, scope.datasets, left],
    );
    rows.push(...found.rows.map(changeRow));
    const full = found.rows.length === left;
    vec[log] = full ? (found.rows.at(-1)?.n ?? top) : top;
  }
  const more = Object.entries(available).some(([log, top]) => (vec[log] ?? 0) < top);
  return { rows, vec, more };
}

/** Current winner of every key of a dataset, tombstones too: greatest (hlc, origin). */
export async function currentRows(
  db: Db,
  dataset: string,
  key: string | undefined,
  limit: number,
): Promise<ChangeRow[]> {
  const found = await db.query<Row>(
    `SELECT DISTINCT ON (key) ${COLUMNS} FROM all_changes
      WHERE dataset = $1 AND ($2::text IS NULL OR key = $2)
      ORDER BY key, hlc DESC, origin DESC LIMIT $3`,
    [dataset, key ?? null, limit],
  );
  return found.rows.map(changeRow);
}

/** Winning ranks of one store, in every release that it is of. */
export async function ranksOf(db: Db, store: string): Promise<ChangeRow[]> {
  const found = await db.query<Row>(
    `SELECT DISTINCT ON (key) ${COLUMNS} FROM all_changes
      WHERE dataset = 'rank' AND key LIKE $1 || '/%'
      ORDER BY key, hlc DESC, origin DESC`,
    [store],
  );
  return found.rows.map(changeRow);
}
