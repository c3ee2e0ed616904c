import { openPool } from '../../src/db/pool.ts';

/** A column as writers and readers of an older version rely on it. */
export type Column = { type: string; nullable: boolean; hasDefault: boolean };
/** By `schema.table`, then by column; tables and views of a site, monthly partitions left out. */
export type Schema = Record<string, Record<string, Column>>;

type Row = { of: string; name: string; type: string; nullable: boolean; has_default: boolean };

/** Everything a site's database offers to the code that runs on it, by names alone. */
export async function readSchema(databaseUrl: string): Promise<Schema> {
  const pool = openPool(databaseUrl, 1, () => undefined);
  const { rows } = await pool.query<Row>(
    `SELECT n.nspname || '.' || c.relname AS of, a.attname AS name,
            format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable,
            a.atthasdef OR a.attidentity <> '' AS has_default
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ('public', 'projection', 'pruned') AND c.relkind IN ('r', 'p', 'v')
        AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY 1, 2`,
  );
  await pool.end();
  const schema: Schema = {};
  for (const row of rows) {
    const { type, nullable, has_default: hasDefault } = row;
    (schema[row.of] ??= {})[row.name] = { type, nullable, hasDefault };
  }
  return schema;
}
