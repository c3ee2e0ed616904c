import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DemoError, runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';
import { databaseUrl, postgresOf } from '../region/pair-settings.ts';
import { postgresServer } from '../region/postgres-server.ts';
import { backupKey } from './backup/backup-key.ts';
import { openBackup } from './backup/backup-manifest.ts';
import { backupKeyIn, backupsIn, backupsOf } from './backup/backup-places.ts';
import { checkBackup } from './backup/check-backup.ts';
import { keepArchive } from './backup/keep-archive.ts';
import { takeBackup, type BackedUpSite } from './backup/take-backup.ts';
import { findTarget, optionsOf, secondsOf, siteIdOf } from './site-target.ts';

/*
 * npm run backup -- --site a|b [--region eu|na | --dir FOLDER] [--to FOLDER] [--key FILE]
 *                   [--every HOURS] [--keep N] [--archive SECONDS]
 * A sealed physical backup of a running site, restored to a scratch folder and compared before it
 * counts. Exit 0: it can be relied on. 1: it cannot. With --every (or EVERTILL_BACKUP_HOURS) it goes on
 * until it is stopped, and one that fails does not end those to come. --archive seals the log behind
 * the newest backup as well, every so many seconds (0: once), and takes a backup where it must. On a
 * machine that is no demo it reads EVERTILL_REGION, EVERTILL_SITE, EVERTILL_DATABASE_URL and
 * EVERTILL_DATA_DIR, and wants --to and --key.
 */

const USAGE =
  'npm run backup -- --site a|b [--region eu|na | --dir FOLDER] [--to FOLDER] [--key FILE] [--every HOURS] [--keep N] [--archive SECONDS]';
const HOUR_MS = 3_600_000;

type Plan = { site: BackedUpSite; to: string; keyFile: string };

await runCommand(demoHome(), async () => {
  const options = {
    site: { type: 'string' },
    region: { type: 'string' },
    dir: { type: 'string' },
    to: { type: 'string' },
    key: { type: 'string' },
    every: { type: 'string', default: process.env['EVERTILL_BACKUP_HOURS'] ?? '0' },
    keep: { type: 'string', default: '0' },
    archive: { type: 'string' },
  } as const;
  const values = optionsOf(process.argv.slice(2), options, USAGE);
  const plan = planOf(values);
  const everyMs = Number(values.every) * HOUR_MS;
  const keep = Number(values.keep);
  if (!(everyMs >= 0) || !Number.isInteger(keep) || keep < 0)
    throw new DemoError(`usage: ${USAGE}`, 2);
  if (values.archive !== undefined)
    return keepArchive(secondsOf(values.archive, USAGE), {
      ...plan,
      everyMs,
      say: (line) => console.log(line),
      backUp: () => backUp(plan, keep),
    });
  if (everyMs === 0) return backUp(plan, keep);
  for (;;) {
    // One that fails is told and does not end the ones to come.
    await backUp(plan, keep).catch((error: unknown) => console.error(`evertill: ${String(error)}`));
    await sleep(everyMs);
  }
});

async function backUp({ site, to, keyFile }: Plan, keep: number): Promise<void> {
  const beganAt = performance.now();
  const key = backupKey(keyFile, to);
  const dir = await takeBackup(site, to, key, Date.now);
  const takenMs = performance.now() - beganAt;
  const backup = await openBackup(dir, key);
  const { streams, ops, faults } = await checkBackup(backup, passwordOf(site.databaseUrl));
  if (faults.length > 0) throw new DemoError(`${dir} cannot be relied on: ${faults.join('; ')}`);
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  console.log(
    `${dir}: site ${site.id}, ${backup.manifest.files.length} files, ${ops} ops in ${streams} streams; ` +
      `taken in ${seconds(takenMs)} s, restored and compared in ${seconds(performance.now() - beganAt - takenMs)} s`,
  );
  if (keep === 0) return;
  for (const old of backupsOf(to, site.region, site.id).slice(0, -keep))
    rmSync(old, { recursive: true });
}

function planOf(values: {
  site?: string;
  region?: string;
  dir?: string;
  to?: string;
  key?: string;
}): Plan {
  const { EVERTILL_DATABASE_URL: url, EVERTILL_DATA_DIR: dataDir } = process.env;
  if (url !== undefined && dataDir !== undefined) {
    if (values.to === undefined || values.key === undefined)
      throw new DemoError(`say where to and with which key: ${USAGE}`, 2);
    const region = process.env['EVERTILL_REGION'] ?? '';
    const id = process.env['EVERTILL_SITE'] ?? '';
    return {
      site: { region, id, databaseUrl: url, dataDir },
      to: path.resolve(values.to),
      keyFile: values.key,
    };
  }
  const { dir, saved } = findTarget(values);
  const id = siteIdOf(values.site, USAGE);
  const server = postgresServer(postgresOf(dir, saved, id));
  return {
    site: {
      region: saved.region,
      id,
      databaseUrl: databaseUrl(saved, id, 'evertill'),
      dataDir: server.dataDir,
    },
    to: path.resolve(values.to ?? backupsIn(dir)),
    keyFile: values.key ?? backupKeyIn(dir),
  };
}

function passwordOf(url: string): string {
  return decodeURIComponent(new URL(url).password);
}
