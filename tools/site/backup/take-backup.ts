import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { openPool } from '../../../server/src/db/pool.ts';
import { readStreams } from '../read-streams.ts';
import { keyOfBackup } from './backup-key.ts';
import {
  sealedPath,
  writeLabel,
  writeManifest,
  type BackupManifest,
  type Reached,
} from './backup-manifest.ts';
import { isGone, listDataFiles, listSegments } from './data-files.ts';
import { sealFile } from './sealed-file.ts';

export type BackedUpSite = {
  region: string;
  id: string;
  /** Of the server's owner. */
  databaseUrl: string;
  dataDir: string;
};

const AT_ONCE = 4;

/**
 * A physical base backup of a running site, every file gzipped and sealed, into a new folder under
 * `to`; answers its path. The log it needs is held by a slot that lives as long as our connection. A
 * backup that was cut short has no manifest and keeps the name `.partial`.
 */
export async function takeBackup(
  site: BackedUpSite,
  to: string,
  regionKey: Uint8Array,
  nowMs: () => number,
): Promise<string> {
  const startedMs = nowMs();
  const stamp = new Date(startedMs).toISOString().replaceAll(/[:.]/g, '-');
  const dir = path.join(to, `${site.region}-${site.id.toLowerCase()}-${stamp}`);
  const partial = `${dir}.partial`;
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  const salt = randomBytes(32).toString('hex');
  const { region, id } = site;
  writeLabel(partial, { v: 1, region, site: id, salt, started_ms: startedMs });
  const key = keyOfBackup(regionKey, salt);
  const server = new pg.Client({ connectionString: site.databaseUrl });
  await server.connect();
  try {
    const manifest = await copyServer(server, site, partial, key);
    await writeManifest(partial, { ...manifest, ended_ms: nowMs() }, key);
  } finally {
    await server.end();
  }
  renameSync(partial, dir);
  return dir;
}

async function copyServer(
  server: pg.Client,
  site: BackedUpSite,
  dir: string,
  key: Uint8Array,
): Promise<Omit<BackupManifest, 'ended_ms'>> {
  const before = await reached(site.databaseUrl);
  const slot = `backup_${randomBytes(6).toString('hex')}`;
  await server.query('SELECT pg_create_physical_replication_slot($1, true, true)', [slot]);
  const begun = await one<{ lsn: string; file: string; version: string; incarnation: string }>(
    server,
    `SELECT s.lsn::text AS lsn, pg_walfile_name(s.lsn) AS file,
            current_setting('server_version') AS version,
            (SELECT incarnation FROM site_config) AS incarnation
       FROM pg_backup_start('evertill', true) AS s (lsn)`,
  );
  const { folders, files } = await listDataFiles(site.dataDir);
  const sealed = await sealFiles(site.dataDir, dir, files, key);
  const ended = await one<{ lsn: string; label: string; file: string }>(
    server,
    `SELECT lsn::text AS lsn, labelfile AS label, pg_walfile_name(lsn) AS file
       FROM pg_backup_stop(false)`,
  );
  const segments = await listSegments(site.dataDir, begun.file, ended.file);
  const log = await sealFiles(site.dataDir, dir, segments, key);
  return {
    v: 1,
    incarnation: begun.incarnation,
    server_version: begun.version,
    start_lsn: begun.lsn,
    stop_lsn: ended.lsn,
    backup_label: ended.label,
    folders,
    files: [...sealed, ...log],
    before,
    after: await reached(site.databaseUrl),
  };
}

async function one<R extends pg.QueryResultRow>(client: pg.Client, text: string): Promise<R> {
  const [row] = (await client.query<R>(text)).rows;
  if (row === undefined) throw new Error('PostgreSQL answered nothing');
  return row;
}

/** Some at a time; the last one alone, after all others. */
async function sealFiles(
  dataDir: string,
  dir: string,
  files: readonly string[],
  key: Uint8Array,
): Promise<BackupManifest['files']> {
  const done: BackupManifest['files'] = [];
  const waiting = files.slice(0, -1);
  const sealOne = async (name: string): Promise<void> => {
    const from = path.join(dataDir, name);
    try {
      done.push({ path: name, ...(await sealFile(from, sealedPath(dir, name), name, key)) });
    } catch (error) {
      if (!(await isGone(from))) throw error;
      rmSync(sealedPath(dir, name), { force: true });
    }
  };
  const work = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      await sealOne(name);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (const name of files.slice(-1)) await sealOne(name);
  return done;
}

/** How far every stream reaches in this database, walked over its rows. */
export async function reached(databaseUrl: string): Promise<Reached> {
  const pool = openPool(databaseUrl, 1, () => undefined);
  try {
    const streams = await readStreams(pool);
    return Object.fromEntries(
      [...streams].map(([stream, { contiguous, opId, ops }]) => [
        stream,
        { contiguous, op_id: opId, ops },
      ]),
    );
  } finally {
    await pool.end();
  }
}
