import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { onDatabase } from '../../../tools/demo/on-database.ts';
import { startPair, type Site, type SitePair } from '../../../tools/region/site-pair.ts';
import { readPair } from '../../../tools/region/pair-settings.ts';
import { waitUntil } from '../../../tools/region/wait-until.ts';
import { backupKey } from '../../../tools/site/backup/backup-key.ts';
import { openBackup } from '../../../tools/site/backup/backup-manifest.ts';
import { backupKeyIn, backupsIn } from '../../../tools/site/backup/backup-places.ts';
import { takeBackup } from '../../../tools/site/backup/take-backup.ts';
import { compareSites } from '../../../tools/site/compare-sites.ts';
import { restoreSite } from '../../../tools/site/restore-site.ts';
import { makeTill } from '../test-till.ts';
import { DrillTill } from './drill-till.ts';
import { countLoss, type DrillReport } from './judge-drill.ts';

export type DrillPlan = {
  /** A folder of its own; the pair is started and stopped in it. */
  dir: string;
  tills: number;
  /** Selling before the backup, between backup and destruction, and after all is level, ms. */
  spanMs: number;
  say: (line: string) => void;
};

const PATIENCE_MS = 120_000;
const STORE = '0999';

/**
 * Sells at both sites, backs up A, destroys it, restores it while the selling goes on, and counts
 * every op at the end.
 */
export async function runDrill(plan: DrillPlan): Promise<DrillReport> {
  const pair = await startPair(plan.dir, { env: { EVERTILL_DRAIN_MS: '100' }, webWorkers: 1 });
  const tills = Array.from({ length: plan.tills }, (_, i) => {
    const name = { store: STORE, till: String(i + 1).padStart(2, '0') };
    return new DrillTill(
      makeTill(pair.a.keyFile, name),
      { A: pair.a, B: pair.b },
      i % 2 === 0 ? 'A' : 'B',
    );
  });
  const sold = (): number => tills.reduce((sum, till) => sum + till.sold.length, 0);
  try {
    await sleep(plan.spanMs);
    const times = await loseAndRestore(plan, pair, sold);
    await sleep(plan.spanMs);
    for (const till of tills) till.stopSelling();
    await Promise.race([
      Promise.all(tills.map((till) => till.settled())),
      sleep(PATIENCE_MS, undefined, { ref: false }),
    ]);
    const { differences } = await compare(pair, 20_000);
    const ids = tills.flatMap((till) => till.sold);
    return {
      ...times,
      tills: tills.length,
      opsSold: ids.length,
      longestWaitMs: Math.max(...tills.map((till) => Math.round(till.longestWaitMs))),
      ...countLoss(ids, { A: await idsAt(pair.a), B: await idsAt(pair.b) }),
      differences,
      unreleased: tills.reduce((n, till) => n + till.sold.length - till.released, 0),
    };
  } finally {
    await Promise.all(tills.map((till) => till.end()));
    await pair.stop();
  }
}

type Times = Pick<
  DrillReport,
  'backupMs' | 'restoredMs' | 'takesSalesMs' | 'releasesMs' | 'levelMs' | 'opsSoldMeanwhile'
>;

async function loseAndRestore(
  { dir, spanMs, say }: DrillPlan,
  pair: SitePair,
  sold: () => number,
): Promise<Times> {
  const saved = readPair(dir);
  if (saved === undefined) throw new Error('the pair has a folder');
  const { a } = pair;
  const key = backupKey(backupKeyIn(dir), backupsIn(dir));
  const site = { region: pair.region, id: 'A', databaseUrl: a.postgres.url };
  const backupAt = performance.now();
  const from = await takeBackup(
    { ...site, dataDir: a.postgres.dataDir },
    backupsIn(dir),
    key,
    Date.now,
  );
  const backupMs = Math.round(performance.now() - backupAt);
  say(`backup of site A under load: ${backupMs} ms, ${sold()} ops sold so far`);
  await sleep(spanMs);
  const soldBefore = sold();
  const destroyedAt = performance.now();
  const since = (): number => Math.round(performance.now() - destroyedAt);
  await Promise.all([a.process.kill(), a.postgres.kill()]);
  rmSync(a.postgres.dataDir, { recursive: true });
  say(`site A destroyed: processes killed, data folder removed, ${soldBefore} ops sold so far`);
  await sleep(spanMs);
  await restoreSite({ dir, saved }, 'A', await openBackup(from, key));
  const restoredMs = since();
  await a.postgres.start();
  await a.start();
  const takesSalesMs = since();
  say(`restored after ${restoredMs} ms, takes sales again after ${takesSalesMs} ms`);
  await waitUntil('site A to release again', PATIENCE_MS, async () => {
    const rows = await onDatabase<{ recovering: boolean }>(
      a.postgres.url,
      'SELECT recovering FROM site_config',
    );
    return rows[0]?.recovering === false ? true : undefined;
  });
  const releasesMs = since();
  await waitUntil('both sites to be level', PATIENCE_MS, async () =>
    (await compare(pair, 5000)).differences.length === 0 ? true : undefined,
  );
  const levelMs = since();
  const opsSoldMeanwhile = sold() - soldBefore;
  say(`releases again after ${releasesMs} ms, level with its peer after ${levelMs} ms`);
  return { backupMs, restoredMs, takesSalesMs, releasesMs, levelMs, opsSoldMeanwhile };
}

const compare = ({ a, b }: SitePair, waitMs: number) =>
  compareSites(
    [
      { id: 'A', databaseUrl: a.postgres.url },
      { id: 'B', databaseUrl: b.postgres.url },
    ],
    waitMs,
  );

/** Every op id a site holds, straight from its rows. */
async function idsAt(site: Site): Promise<Set<string>> {
  const rows = await onDatabase<{ op_id: Buffer }>(
    site.postgres.url,
    'SELECT DISTINCT op_id FROM all_ops',
  );
  return new Set(rows.map((row) => row.op_id.toString('base64url')));
}
