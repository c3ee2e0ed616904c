import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { DemoError } from '../../demo/demo-error.ts';
import { postgresAccount } from '../../region/postgres-binaries.ts';
import { isGone, listDataFiles } from '../backup/data-files.ts';
import { STANDBY_SIGNAL, STANDBY_SLOT, type StandbyPlace } from './standby-place.ts';

export type Primary = {
  /** Of the server's owner. */
  databaseUrl: string;
  dataDir: string;
  /** Of role `replicator`. */
  password: string;
};

/**
 * A base copy of a running primary as a data folder that follows it. The log since its beginning is
 * kept by a slot until the standby has got it. Cut short, it leaves no folder and no slot.
 */
export async function copyPrimary(primary: Primary, standby: StandbyPlace): Promise<void> {
  if (existsSync(standby.dataDir)) throw new DemoError(`${standby.dataDir} is there already`);
  const server = new pg.Client({ connectionString: primary.databaseUrl });
  await server.connect();
  const staged = `${standby.dataDir}.copying`;
  rmSync(staged, { recursive: true, force: true });
  try {
    await dropSlot(server);
    await server.query('SELECT pg_create_physical_replication_slot($1, true)', [STANDBY_SLOT]);
    const label = await copyFiles(server, primary.dataDir, staged);
    writeOwn(path.join(staged, 'backup_label'), label);
    writeOwn(path.join(staged, STANDBY_SIGNAL), '');
    writeOwn(
      standby.passFile,
      `*:*:*:replicator:${primary.password.replaceAll(/[:\\]/g, String.raw`\$&`)}\n`,
    );
    renameSync(staged, standby.dataDir);
  } catch (error) {
    rmSync(staged, { recursive: true, force: true });
    await dropSlot(server);
    throw error;
  } finally {
    await server.end();
  }
}

const SLOT_GONE =
  'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1';

async function dropSlot(server: pg.Client): Promise<void> {
  await server.query(SLOT_GONE, [STANDBY_SLOT]);
}

/** Copies the data folder between the two words PostgreSQL wants, and answers its backup label. */
async function copyFiles(server: pg.Client, from: string, to: string): Promise<string> {
  await server.query("SELECT pg_backup_start('evertill-standby', true)");
  const { folders, files } = await listDataFiles(from);
  makeOwn(to);
  for (const folder of [...folders].sort((a, b) => a.length - b.length))
    makeOwn(path.join(to, folder));
  for (const name of files) {
    const target = path.join(to, name);
    try {
      await copyFile(path.join(from, name), target);
      own(target);
    } catch (error) {
      // Dropped while we copied, which following the log repeats.
      if (!(await isGone(path.join(from, name)))) throw error;
      rmSync(target, { force: true });
    }
  }
  const ended = await server.query<{ label: string }>(
    'SELECT labelfile AS label FROM pg_backup_stop(false)',
  );
  return ended.rows[0]?.label ?? '';
}

const account = postgresAccount();

function own(at: string): void {
  if (account !== undefined) chownSync(at, account.uid, account.gid);
}

function makeOwn(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  own(folder);
}

function writeOwn(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
  own(file);
}
