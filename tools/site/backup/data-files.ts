import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { DemoError } from '../../demo/demo-error.ts';

/** Of these only the folder is kept: what is in them belongs to the running server alone. */
const EMPTIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
const LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts', 'backup_label', 'tablespace_map']);
/** Must be copied after everything else. */
const CONTROL = 'global/pg_control';

export type DataFiles = { folders: string[]; files: string[] };

/** What a base backup of a running server's data folder holds, paths with `/`, the control file last. */
export async function listDataFiles(dataDir: string): Promise<DataFiles> {
  const found: DataFiles = { folders: ['pg_wal/archive_status', 'pg_wal/summaries'], files: [] };
  await walk(dataDir, '', found);
  found.files = [...found.files.filter((file) => file !== CONTROL), CONTROL];
  return found;
}

async function walk(root: string, at: string, found: DataFiles): Promise<void> {
  for (const entry of await readdir(path.join(root, at), { withFileTypes: true })) {
    const name = at === '' ? entry.name : `${at}/${entry.name}`;
    if (entry.isSymbolicLink())
      throw new DemoError(`${name} leads out of the data folder: tablespaces are not backed up`);
    if (entry.isDirectory()) {
      if (entry.name.startsWith('pgsql_tmp')) continue;
      found.folders.push(name);
      if (!EMPTIED.has(name)) await walk(root, name, found);
      continue;
    }
    const skip = LEFT_OUT.has(name) || entry.name.startsWith('pg_internal.init');
    if (!skip && entry.isFile()) found.files.push(name);
  }
}

/** Log segments from the one to the other, and what tells of timelines. */
export async function listSegments(
  dataDir: string,
  first: string,
  last: string,
): Promise<string[]> {
  const names = (await readdir(path.join(dataDir, 'pg_wal'))).sort();
  const wanted = names.filter(
    (name) =>
      (/^[0-9A-F]{24}$/.test(name) && name >= first && name <= last) || name.endsWith('.history'),
  );
  if (!wanted.includes(first) || !wanted.includes(last))
    throw new DemoError(
      'the server gave up log that the backup needs: raise max_slot_wal_keep_size',
    );
  return wanted.map((name) => `pg_wal/${name}`);
}

/** True where it was dropped while we copied, which recovery replays. */
export async function isGone(file: string): Promise<boolean> {
  return lstat(file).then(
    () => false,
    () => true,
  );
}
