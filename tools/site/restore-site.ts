import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DemoError } from '../demo/demo-error.ts';
import { postgresOf, type PairSiteId } from '../region/pair-settings.ts';
import { postgresServer } from '../region/postgres-server.ts';
import type { OpenBackup } from './backup/backup-manifest.ts';
import { restoreFiles } from './backup/restore-files.ts';
import { restoreLog, stopAt } from './backup/restore-log.ts';
import type { Target } from './site-target.ts';
import { moveIn, refuseRunning, takeNewLife, type SetAside } from './take-new-life.ts';

/**
 * Puts a site that is down back to a backup and the log archived behind it, or to an earlier moment
 * (`untilMs`, since 1970) between the two. Its old data folder is moved aside, never deleted. The
 * site then has a new incarnation and is recovering: once started it takes sales at once, fetches
 * what it lost from its peer, and only then releases again (D4 to D6).
 */
export async function restoreSite(
  target: Target,
  id: PairSiteId,
  backup: OpenBackup,
  untilMs?: number,
): Promise<SetAside> {
  if (backup.label.region !== target.saved.region || backup.label.site !== id)
    throw new DemoError(`that is a backup of ${backup.label.region}/${backup.label.site}`);
  const { dataDir } = postgresServer(postgresOf(target.dir, target.saved, id));
  await refuseRunning(target, id, dataDir);
  const home = stagingIn(dataDir);
  const staged = path.join(home, 'data');
  await restoreFiles(backup, staged);
  await restoreLog(backup, staged);
  await takeNewLife(target, id, home, untilMs === undefined ? {} : stopAt(staged, untilMs));
  const aside = moveIn(staged, dataDir);
  rmSync(home, { recursive: true });
  return aside;
}

/**
 * An empty site in the place of one that is gone without a backup, or new in the region. It fetches
 * everything from its peer, what the site of its name once wrote among it, before it releases.
 */
export async function initSite(target: Target, id: PairSiteId): Promise<SetAside> {
  const { dataDir } = postgresServer(postgresOf(target.dir, target.saved, id));
  await refuseRunning(target, id, dataDir);
  const home = stagingIn(dataDir);
  await takeNewLife(target, id, home);
  const aside = moveIn(path.join(home, 'data'), dataDir);
  rmSync(home, { recursive: true });
  return aside;
}

/** An empty folder beside a site's data, on the same disk. */
function stagingIn(dataDir: string): string {
  const home = path.join(path.dirname(dataDir), 'restoring');
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  return home;
}
