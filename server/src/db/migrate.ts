import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomInt } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Pool } from './pool.ts';
import { tablesOf } from './tables.ts';
import { transaction } from './transaction.ts';

const FOLDER = join(import.meta.dirname, '../../migrations');
/** Any constant: two processes of a site must not migrate at once. */
const MIGRATION_LOCK = 7_114_001;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A fresh random incarnation (D4). */
export function newIncarnation(site: string): string {
  return `${site}-${Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
}

function fill(sql: string, config: Config): string {
  const t = tablesOf(config.site, config.peer?.id);
  return sql
    .replaceAll('{{own_ops}}', t.ownOps)
    .replaceAll('{{copy_ops}}', t.copyOps)
    .replaceAll('{{own_changes}}', t.ownChanges)
    .replaceAll('{{copy_changes}}', t.copyChanges)
    .replaceAll('{{site}}', config.site);
}

/** Applies every migration not yet applied, in order, each once; makes the site's identity row. */
export async function migrate(pool: Pool, config: Config): Promise<void> {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  await transaction(pool, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await tx.query(
      'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const done = await tx.query<{ name: string }>('SELECT name FROM migrations');
    const applied = new Set(done.rows.map((row) => row.name));
    for (const file of files) {
      if (applied.has(file)) continue;
      await tx.query(fill(readFileSync(join(FOLDER, file), 'utf8'), config));
      await tx.query('INSERT INTO migrations (name) VALUES ($1)', [file]);
    }
    await tx.query(
      `INSERT INTO site_config (one, region, site, incarnation) VALUES (true, $1, $2, $3)
       ON CONFLICT (one) DO NOTHING`,
      [config.region, config.site, newIncarnation(config.site)],
    );
  });
  const row = await pool.query<{ region: string; site: string }>(
    'SELECT region, site FROM site_config',
  );
  const held = row.rows[0];
  if (held?.region !== config.region || held.site !== config.site) {
    throw new Error(`database belongs to ${held?.region}/${held?.site}`);
  }
}
