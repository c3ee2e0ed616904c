import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { DemoError } from '../../demo/demo-error.ts';
import { openBackup, type OpenBackup } from './backup-manifest.ts';
import { backupsOf } from './backup-places.ts';
import {
  archivedName,
  chainBehind,
  isSegment,
  lastOf,
  positionOf,
  segmentAfter,
  SEGMENT_BYTES,
} from './log-segments.ts';
import { sealFile } from './sealed-file.ts';
import type { BackedUpSite } from './take-backup.ts';

/** Keeps the log until it is archived, but no more of it than `max_slot_wal_keep_size` (H5). */
export const ARCHIVE_SLOT = 'evertill_archive';
/** What stands in a segment that nothing was written to yet, bytes. */
const HEADER_BYTES = 40;

export const logIn = (dir: string): string => path.join(dir, 'log');

export type ArchiveRound = {
  /** Segments sealed in this round. */
  segments: number;
  /** The log is whole up to here, ms since 1970. */
  wholeMs: number;
};

/** Why nothing can be archived behind the newest backup: another one has to be taken first. */
export type NeedsBackup = 'no backup' | 'another life' | 'log given up';

/**
 * Seals the log of a running site that came since the last round behind its newest backup. PostgreSQL
 * knows nothing of it: where the archive is full or gone the site goes on, and the slot tells.
 */
export async function archiveLog(
  site: BackedUpSite,
  to: string,
  regionKey: Uint8Array,
  nowMs: () => number,
): Promise<ArchiveRound | NeedsBackup> {
  const server = new pg.Client({ connectionString: site.databaseUrl });
  await server.connect();
  try {
    const newest = backupsOf(to, site.region, site.id).at(-1);
    if (newest === undefined) return 'no backup';
    const backup = await openBackup(newest, regionKey);
    const [life] = await ask<{ incarnation: string; segment: string }>(
      server,
      "SELECT incarnation, current_setting('wal_segment_size') AS segment FROM site_config",
    );
    if (life?.segment !== '16MB') throw new DemoError('log segments of another size than 16 MB');
    if (life.incarnation !== backup.manifest.incarnation) return 'another life';
    return await sealNew(server, site.dataDir, backup, nowMs);
  } finally {
    await server.end();
  }
}

/** Makes the slot where it is missing or has lost its log; before the backup it will archive behind. */
export async function keepLog(databaseUrl: string): Promise<void> {
  const server = new pg.Client({ connectionString: databaseUrl });
  await server.connect();
  try {
    await server.query(
      `SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1`,
      [ARCHIVE_SLOT],
    );
    await server.query('SELECT pg_create_physical_replication_slot($1, true)', [ARCHIVE_SLOT]);
  } finally {
    await server.end();
  }
}

async function sealNew(
  server: pg.Client,
  dataDir: string,
  backup: OpenBackup,
  nowMs: () => number,
): Promise<ArchiveRound | NeedsBackup> {
  const log = logIn(backup.dir);
  const last = lastOf(backup.manifest.files);
  const chain = chainBehind(last, existsSync(log) ? readdirSync(log) : []);
  const first = segmentAfter(chain.at(-1)?.segment ?? last);
  if (!(await isKept(server, first))) return 'log given up';
  const wholeMs = await closeSegment(server, nowMs);
  const known = Math.max(backup.manifest.ended_ms, ...chain.map((one) => one.wholeMs));
  const current = await currentSegment(server);
  const wal = path.join(dataDir, 'pg_wal');
  const there = new Set(readdirSync(wal).filter(isSegment));
  let segments = 0;
  let at = first;
  for (; at < current; at = segmentAfter(at)) {
    if (!there.has(at)) return 'log given up';
    const isLast = segmentAfter(at) >= current;
    await sealOne(path.join(wal, at), log, at, isLast ? (wholeMs ?? 0) : 0, backup.key);
    segments += 1;
  }
  // Also where nothing came: that we were here is what the slot says to those who watch it.
  await server.query('SELECT pg_replication_slot_advance($1, $2::pg_lsn)', [
    ARCHIVE_SLOT,
    positionOf(at),
  ]);
  return { segments, wholeMs: segments > 0 ? (wholeMs ?? known) : known };
}

/** True where the slot still holds everything from a segment on. */
async function isKept(server: pg.Client, first: string): Promise<boolean> {
  const found = await ask(
    server,
    `SELECT 1 FROM pg_replication_slots
      WHERE slot_name = $1 AND wal_status <> 'lost' AND restart_lsn <= $2::pg_lsn`,
    [ARCHIVE_SLOT, positionOf(first)],
  );
  return found.length > 0;
}

/**
 * Ends the segment in use, where anything was written to it, with a commit that has a time: a restore
 * to any moment before finds in it where to stop. Answers that time.
 */
async function closeSegment(server: pg.Client, nowMs: () => number): Promise<number | undefined> {
  const [row] = await ask<{ offset: number }>(
    server,
    'SELECT file_offset AS offset FROM pg_walfile_name_offset(pg_current_wal_insert_lsn())',
  );
  if ((row?.offset ?? 0) <= HEADER_BYTES) return undefined;
  const wholeMs = nowMs();
  await server.query("SELECT pg_logical_emit_message(true, 'evertill', 'archived')");
  await server.query('SELECT pg_switch_wal()');
  return wholeMs;
}

/** The first segment that is not whole on disk. */
async function currentSegment(server: pg.Client): Promise<string> {
  const [row] = await ask<{ name: string }>(
    server,
    'SELECT pg_walfile_name(pg_current_wal_flush_lsn() + 1) AS name',
  );
  return row?.name ?? '';
}

/** Under its name only when it is whole. */
async function sealOne(
  from: string,
  log: string,
  segment: string,
  wholeMs: number,
  key: Uint8Array,
): Promise<void> {
  await mkdir(log, { recursive: true, mode: 0o700 });
  const name = archivedName({ segment, wholeMs });
  const to = path.join(log, `${name}.sealed`);
  const { bytes } = await sealFile(from, `${to}.part`, `log/${name}`, key);
  if (bytes !== SEGMENT_BYTES) throw new DemoError(`${from} is not a whole segment`);
  await rename(`${to}.part`, to);
}

async function ask<R extends pg.QueryResultRow>(
  server: pg.Client,
  text: string,
  values: unknown[] = [],
): Promise<R[]> {
  return (await server.query<R>(text, values)).rows;
}
