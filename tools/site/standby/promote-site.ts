import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DemoError } from '../../demo/demo-error.ts';
import { postgresOf, type PairSiteId } from '../../region/pair-settings.ts';
import { postgresServer } from '../../region/postgres-server.ts';
import type { Target } from '../site-target.ts';
import { moveIn, refuseRunning, takeNewLife, type SetAside } from '../take-new-life.ts';
import { endPostmaster } from './end-postmaster.ts';
import { STANDBY_SIGNAL, standbyPlace } from './standby-place.ts';

/**
 * The standby takes the place of a primary that is dead. It may be behind, so it is a new life of the
 * site as after a restore: a new incarnation, recovering until it has compared with its peer. Safe to
 * repeat where it was cut short.
 */
export async function promoteSite(target: Target, id: PairSiteId): Promise<SetAside> {
  const { dataDir } = postgresServer(postgresOf(target.dir, target.saved, id));
  const standby = standbyPlace(target, id);
  if (!existsSync(standby.dataDir))
    throw new DemoError(
      `site ${id} has no standby: npm run site:restore or npm run site:init -- --site ${id.toLowerCase()}`,
    );
  await refuseRunning(target, id, dataDir);
  await endPostmaster(standby.dataDir);
  await takeNewLife(target, id, standby.home);
  const aside = moveIn(standby.dataDir, dataDir);
  if (aside !== undefined) fence(aside);
  return aside;
}

/** Started again, on whatever port, the old primary follows nobody and takes no write. */
function fence(dataDir: string): void {
  writeFileSync(path.join(dataDir, STANDBY_SIGNAL), '', { mode: 0o644 });
}
