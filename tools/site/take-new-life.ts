import { existsSync, renameSync } from 'node:fs';
import { onDatabase } from '../demo/on-database.ts';
import { DemoError } from '../demo/demo-error.ts';
import { postmasterPid } from '../demo/postgres-folders.ts';
import { regionFiles } from '../region/keys.ts';
import {
  postgresOf,
  SITE_IDS,
  siteOptions,
  siteUrl,
  type PairSiteId,
} from '../region/pair-settings.ts';
import { postgresServer, STANDING_ALONE } from '../region/postgres-server.ts';
import { isReady, runSiteProgram } from '../region/site-process.ts';
import { waitUntil } from '../region/wait-until.ts';
import type { Target } from './site-target.ts';

/** Where a site's data was moved to; undefined where there was none. */
export type SetAside = string | undefined;

const PATIENCE_MS = 600_000;

/**
 * Starts the database that lies in `home` cut off from everybody, promotes it where it only follows,
 * gives the site its new incarnation (D4), and stops it again. The folder is not the site's own yet:
 * cut short at any moment, nobody ever meets the old incarnation on data that are behind.
 */
export async function takeNewLife(
  { dir, saved }: Target,
  id: PairSiteId,
  home: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<void> {
  const server = postgresServer({
    ...postgresOf(dir, saved, id),
    dir: home,
    settings: { ...settings, ...STANDING_ALONE },
  });
  try {
    await server.start();
    if ((await isFollowing(server.url)) && settings['recovery_target_time'] === undefined)
      await onDatabase(server.url, 'SELECT pg_promote(true, 600)');
    await waitUntil(`the database of site ${id} to be its own`, PATIENCE_MS, async () =>
      (await isFollowing(server.url)) ? undefined : true,
    );
    await runSiteProgram('restored', siteOptions(dir, saved, id, regionFiles(dir, SITE_IDS)));
  } finally {
    await server.stop();
  }
}

async function isFollowing(url: string): Promise<boolean> {
  const [row] = await onDatabase<{ follows: boolean }>(
    url,
    'SELECT pg_is_in_recovery() AS follows',
  );
  return row?.follows === true;
}

/** The staged data become the site's; what it had is moved aside, never deleted. */
export function moveIn(staged: string, dataDir: string): SetAside {
  const aside = setAside(dataDir);
  renameSync(staged, dataDir);
  return aside;
}

function setAside(dataDir: string): SetAside {
  if (!existsSync(dataDir)) return undefined;
  const aside = `${dataDir}.aside-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  renameSync(dataDir, aside);
  return aside;
}

/** Neither its database nor an app server may still be there: they would go on as the life before. */
export async function refuseRunning(
  { saved }: Target,
  id: PairSiteId,
  dataDir: string,
): Promise<void> {
  const serves = await isReady(siteUrl(saved, id)).then(
    () => true,
    (error: unknown) => error instanceof Error && error.name === 'TimeoutError',
  );
  if (serves || postmasterPid(dataDir) !== undefined)
    throw new DemoError(
      `site ${id} runs: stop it first (npm run site -- stop ${id.toLowerCase()})`,
    );
}
