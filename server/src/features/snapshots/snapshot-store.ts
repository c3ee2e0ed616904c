import type { Static } from 'typebox';
import type { SnapshotManifest } from '../../../../src/contracts/wire.ts';
import type { Db } from '../../db/pool.ts';
import { transaction } from '../../db/transaction.ts';
import { sha256Text } from '../../keys/ed25519.ts';
import type { SiteContext } from '../../site-context.ts';
import { readChangesVector, type ChangesVector } from '../changes/changes-vector.ts';
import { cutSegments, packSegment, type Segment, type SegmentRow } from './segments.ts';

/** Datasets that travel as snapshots. Flags do not: each of their rows must keep its signature. */
export const SNAPSHOT_DATASETS = [
  'article',
  'price',
  'staff',
  'store',
  'promotion',
  'permission',
  'customer',
] as const;
export type SnapshotDataset = (typeof SNAPSHOT_DATASETS)[number];

export type Snapshot = {
  id: string;
  ds: string;
  /** Store that may read it; null for everyone. */
  scope: string | null;
  vec: ChangesVector;
  rows: number;
  segments: Static<typeof SnapshotManifest>['segments'];
};

const SNAPSHOT_LOCK = 7_114_002;
const COLUMNS = 'id, dataset AS ds, scope, vec, rows, segments';

const SCOPED: ReadonlySet<SnapshotDataset> = new Set(['staff', 'store', 'permission'] as const);

/** Scoped datasets hold one store's rows only. */
function scopeOf(ds: SnapshotDataset, store: string): string | null {
  return SCOPED.has(ds) ? store : null;
}

async function latest(db: Db, ds: string, scope: string | null): Promise<Snapshot | undefined> {
  const found = await db.query<Snapshot>(
    `SELECT ${COLUMNS} FROM snapshots WHERE dataset = $1 AND scope IS NOT DISTINCT FROM $2
      ORDER BY built_at DESC LIMIT 1`,
    [ds, scope],
  );
  return found.rows[0];
}

export async function findSnapshot(db: Db, ds: string, id: string): Promise<Snapshot | undefined> {
  const found = await db.query<Snapshot>(
    `SELECT ${COLUMNS} FROM snapshots WHERE id = $1 AND dataset = $2`,
    [id, ds],
  );
  return found.rows[0];
}

async function winners(db: Db, ds: string, scope: string | null): Promise<SegmentRow[]> {
  // Byte order, so that both sites cut the same segments.
  const found = await db.query<{ k: string; v: string; hlc: number; o: string }>(
    `SELECT key AS k, value AS v, hlc, origin AS o
       FROM (SELECT DISTINCT ON (key) key, op, value, hlc, origin FROM all_changes
              WHERE dataset = $1 AND ($2::text IS NULL OR key = $2 OR key LIKE $2 || '/%')
              ORDER BY key, hlc DESC, origin DESC) w
      WHERE op = 'put' ORDER BY key COLLATE "C"`,
    [ds, scope],
  );
  return found.rows.map((r) => [r.k, JSON.parse(r.v) as unknown, r.hlc, r.o]);
}

async function save(db: Db, ds: string, scope: string | null, vec: ChangesVector, made: Segment[]) {
  const segments = made.map((s) => ({ hash: s.hash, bytes: s.bytes.length, rows: s.rows }));
  for (const { hash, bytes } of made) {
    await db.query(
      'INSERT INTO segments (hash, scope, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [hash, scope, bytes],
    );
  }
  const rows = made.reduce((sum, s) => sum + s.rows, 0);
  const id = sha256Text(JSON.stringify([ds, scope, vec, segments])).slice(0, 22);
  await db.query(
    `INSERT INTO snapshots (id, dataset, scope, vec, rows, segments) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET built_at = now()`,
    [id, ds, scope, JSON.stringify(vec), rows, JSON.stringify(segments)],
  );
  return { id, ds, scope, vec, rows, segments };
}

const sameVector = (a: ChangesVector, b: ChangesVector): boolean =>
  Object.entries(a).every(([log, n]) => b[log] === n) &&
  Object.keys(a).length === Object.keys(b).length;

/** Builds a snapshot of what this site holds now, unless the latest already shows it. */
export async function buildSnapshot(
  site: SiteContext,
  ds: SnapshotDataset,
  store: string,
): Promise<Snapshot> {
  const scope = scopeOf(ds, store);
  return transaction(site.pool, async (tx) => {
    // One builder at a time: the second finds the first one's work.
    await tx.query('SELECT pg_advisory_xact_lock($1)', [SNAPSHOT_LOCK]);
    const vec = await readChangesVector(tx);
    const held = await latest(tx, ds, scope);
    if (held !== undefined && sameVector(held.vec, vec)) return held;
    // Rows are read after the vector: they may hold more than it says, never less.
    const made: Segment[] = [];
    for (const rows of cutSegments(await winners(tx, ds, scope)))
      made.push(await packSegment(rows));
    return save(tx, ds, scope, vec, made);
  });
}

/**
 * The snapshot a till starts from. A store's own few rows are made fresh; the catalogue is built in
 * the background, and what came since is pulled as changes.
 */
export async function snapshotFor(
  site: SiteContext,
  ds: SnapshotDataset,
  store: string,
): Promise<Snapshot> {
  const scope = scopeOf(ds, store);
  const held = scope === null ? await latest(site.pool, ds, scope) : undefined;
  return held ?? buildSnapshot(site, ds, store);
}

/** Snapshots nobody starts from any more, and segments no snapshot names. */
export async function pruneSnapshots(db: Db): Promise<void> {
  await db.query(
    `DELETE FROM snapshots s USING (
       SELECT id, row_number() OVER (PARTITION BY dataset, scope ORDER BY built_at DESC) AS place
         FROM snapshots) r
      WHERE r.id = s.id AND r.place > 3 AND s.built_at < now() - interval '1 day'`,
  );
  await db.query(
    `DELETE FROM segments g WHERE NOT EXISTS (
       SELECT 1 FROM snapshots s, jsonb_array_elements(s.segments) e WHERE e ->> 'hash' = g.hash)`,
  );
}
