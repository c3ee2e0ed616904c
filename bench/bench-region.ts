import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Article } from '../src/contracts/datasets.ts';
import { must } from '../src/domain/assert.ts';
import { askAdmin } from '../tools/demo/admin-client.ts';
import { makeProgress } from '../tools/demo/progress.ts';
import { regionRows } from '../tools/demo/seed/region-rows.ts';
import { seedRegion } from '../tools/demo/seed/seed-region.ts';
import { startPair } from '../tools/region/site-pair.ts';
import { shopPromotions, ZONE } from './shop-promotions.ts';
import { startTill, type BenchTill } from './bench-till.ts';
import type { BenchRun } from './bench-run.ts';

/** A scanner reads thirteen digits of what head office keeps as fourteen. */
const SCANNED_DIGITS = 13;
const CODES = 500;
const STORE = '0417';

/** Two sites with the demo's data in a folder of their own; `stop` ends and removes everything. */
export async function startBenchRegion(
  articles: number,
  quick: boolean,
): Promise<{ run: BenchRun; stop: () => Promise<void> }> {
  const dir = mkdtempSync(path.join(tmpdir(), 'evertill-bench-'));
  // mkdtemp makes it private; PostgreSQL may run as another account (never as root).
  chmodSync(dir, 0o755);
  const say = (line: string): void => console.log(`  ${line}`);
  const pair = await startPair(dir, { region: 'eu', webWorkers: 2 });
  const { people } = await seedRegion(dir, 'eu', pair, articles, makeProgress('  ', console.log));
  const { rows } = await regionRows('eu', CODES);
  // What asks something first (a weight, a price, an age) is another measurement.
  const asksNothing = ({ unit, open_price, min_age }: Article): boolean =>
    unit === 'piece' && open_price === undefined && min_age === undefined;
  const sold = rows.filter(({ ds, v }) => ds === 'article' && asksNothing(v as Article));
  const promotions = shopPromotions(sold.map(({ k }) => k));
  await askAdmin(pair.a.url, pair.adminToken, '/v1/admin/changes', {
    author: 'bench',
    rows: promotions,
  });
  const gtins = sold.map(({ v }) => must((v as Article).gtins[0], 'a GTIN').slice(-SCANNED_DIGITS));
  const cashier = must(
    people.find(({ store }) => store === STORE),
    'somebody who works there',
  );
  let till: Promise<BenchTill> | undefined;
  let stopped: Promise<void> | undefined;
  const run: BenchRun = {
    quick,
    pair,
    articles,
    gtins,
    names: sold.map(({ v }) => (v as Article).name),
    promotions:
      rows.filter(({ ds, k }) => ds === 'promotion' && k.startsWith(ZONE)).length +
      promotions.length,
    cashier,
    say,
    place: (name) => path.join(dir, name),
    till: () => (till ??= startTill({ pair, cashier, dir: path.join(dir, 'till'), number: '01' })),
  };
  const end = async (): Promise<void> => {
    await (await till)?.close();
    await pair.stop();
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  };
  return { run, stop: () => (stopped ??= end()) };
}
