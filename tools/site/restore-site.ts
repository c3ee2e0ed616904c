import { existsSync, renameSync, rmSync } from 'node:fs';
import { DemoError } from '../demo/demo-error.ts';
import { postmasterPid } from '../demo/postgres-folders.ts';
import { regionFiles } from '../region/keys.ts';
import { postgresOf, SITE_IDS, siteOptions, type PairSiteId } from '../region/pair-settings.ts';
import { postgresServer, STANDING_ALONE } from '../region/postgres-server.ts';
import { runSiteProgram } from '../region/site-process.ts';
import type { OpenBackup } from './backup/backup-manifest.ts';
import { restoreFiles } from './backup/restore-files.ts';
import type { Target } from './site-target.ts';

/** Where a site's data was moved to; undefined where there was none. */
export type SetAside = string | undefined;

/**
 * Puts a site that is down back to a backup. Its old data folder is moved aside, never deleted. The
 * site then has a new incarnation and is recovering: once started it takes sales at once, fetches
 * what it lost from its peer, and only then releases again (D4 to D6).
 */
export async function restoreSite(
  target: Target,
  id: PairSiteId,
  backup: OpenBackup,
): Promise<SetAside> {
  if (backup.label.region !== target.saved.region || backup.label.site !== id)
    throw new DemoError(`that is a backup of ${backup.label.region}/${backup.label.site}`);
  const { dataDir } = postgresServer(postgresOf(target.dir, target.saved, id));
  refuseRunning(id, dataDir);
  const staged = `${dataDir}.restoring`;
  rmSync(staged, { recursive: true, force: true });
  await restoreFiles(backup, staged);
  const aside = setAside(dataDir);
  renameSync(staged, dataDir);
  await takeNewLife(target, id);
  return aside;
}

/**
 * An empty site in the place of one that is gone without a backup, or new in the region. It fetches
 * everything from its peer, what the site of its name once wrote among it, before it releases.
 */
export async function initSite(target: Target, id: PairSiteId): Promise<SetAside> {
  const { dataDir } = postgresServer(postgresOf(target.dir, target.saved, id));
  refuseRunning(id, dataDir);
  const aside = setAside(dataDir);
  await takeNewLife(target, id);
  return aside;
}

/** Starts the database cut off from everybody, gives the site its new incarnation, stops it again. */
async function takeNewLife({ dir, saved }: Target, id: PairSiteId): Promise<void> {
  const server = postgresServer({ ...postgresOf(dir, saved, id), settings: STANDING_ALONE });
  await server.start();
  try {
    await runSiteProgram('restored', siteOptions(dir, saved, id, regionFiles(dir, SITE_IDS)));
  } finally {
    await server.stop();
  }
}

function refuseRunning(id: string, dataDir: string): void {
  if (postmasterPid(dataDir) !== undefined)
    throw new DemoError(
      `site ${id} runs: stop it first (npm run site -- stop ${id.toLowerCase()})`,
    );
}

function setAside(dataDir: string): SetAside {
  if (!existsSync(dataDir)) return undefined;
  const aside = `${dataDir}.aside-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  renameSync(dataDir, aside);
  return aside;
}
