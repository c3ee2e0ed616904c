import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DemoError } from '../../demo/demo-error.ts';
import { onDatabase } from '../../demo/on-database.ts';
import { postmasterPid } from '../../demo/postgres-folders.ts';
import { databaseUrl, postgresOf, type PairSiteId } from '../../region/pair-settings.ts';
import { postgresServer } from '../../region/postgres-server.ts';
import { waitUntil } from '../../region/wait-until.ts';
import type { Target } from '../site-target.ts';
import { copyPrimary } from './copy-primary.ts';
import { endPostmaster } from './end-postmaster.ts';
import { STANDBY_SIGNAL, STANDBY_SLOT, standbyOptions, standbyPlace } from './standby-place.ts';

const PATIENCE_MS = 60_000;

export type StandbyState = {
  port: number;
  /** True where it was copied anew now. */
  made: boolean;
  /** Bytes of log that the primary has and the standby has not on disk. */
  behindBytes: number;
};

/**
 * Makes the standby of a running site where there is none, or where the log it needs is gone; starts
 * it where it does not run; resolves when it holds everything the primary held when we asked.
 */
export async function startStandby(target: Target, id: PairSiteId): Promise<StandbyState> {
  const { dir, saved } = target;
  const primary = postgresServer(postgresOf(dir, saved, id));
  if (postmasterPid(primary.dataDir) === undefined)
    throw new DemoError(`the database of site ${id} does not run: there is nothing to follow`);
  const url = databaseUrl(saved, id, 'evertill');
  const place = standbyPlace(target, id);
  refuseHalfPromoted(id, place.dataDir);
  const options = await standbyOptions(target, id);
  const isUsable = existsSync(place.dataDir) && (await hasSlot(url));
  if (!isUsable) {
    await endPostmaster(place.dataDir);
    // A copy of a primary that runs, without the log to catch up: nothing is in it alone.
    rmSync(place.dataDir, { recursive: true, force: true });
    mkdirSync(place.home, { recursive: true });
    await copyPrimary(
      { databaseUrl: url, dataDir: primary.dataDir, password: saved.password },
      place,
    );
  }
  if (postmasterPid(place.dataDir) === undefined) await postgresServer(options).start();
  const behindBytes = await caughtUp(url, id);
  return { port: options.port, made: !isUsable, behindBytes };
}

function refuseHalfPromoted(id: string, dataDir: string): void {
  if (!existsSync(dataDir) || existsSync(path.join(dataDir, STANDBY_SIGNAL))) return;
  throw new DemoError(
    `a promotion of the standby of site ${id} did not come to its end: npm run site:promote -- --site ${id.toLowerCase()}, or move ${dataDir} away`,
  );
}

/** A slot is made with each copy and none comes with a restore: where it is, the copy belongs to it. */
async function hasSlot(url: string): Promise<boolean> {
  const found = await onDatabase(
    url,
    "SELECT 1 FROM pg_replication_slots WHERE slot_name = $1 AND wal_status <> 'lost'",
    [STANDBY_SLOT],
  );
  return found.length > 0;
}

async function caughtUp(url: string, id: string): Promise<number> {
  const [now] = await onDatabase<{ lsn: string }>(
    url,
    'SELECT pg_current_wal_flush_lsn()::text AS lsn',
  );
  return waitUntil(`the standby of site ${id} to follow`, PATIENCE_MS, async () => {
    const [row] = await onDatabase<{ behind: string }>(
      url,
      `SELECT greatest(0, pg_wal_lsn_diff(pg_current_wal_flush_lsn(), flush_lsn))::bigint AS behind
         FROM pg_stat_replication WHERE application_name = $1 AND flush_lsn >= $2::pg_lsn`,
      [STANDBY_SLOT, now?.lsn],
    );
    return row === undefined ? undefined : Number(row.behind);
  });
}
