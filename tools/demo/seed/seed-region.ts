import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ChangeRow } from '../../../src/contracts/wire.ts';
import type { SiteStatus } from '../../../src/contracts/site-status.ts';
import { must } from '../../../src/domain/assert.ts';
import type { SitePair } from '../../region/site-pair.ts';
import { waitUntil } from '../../region/wait-until.ts';
import { askAdmin } from '../admin-client.ts';
import { inRegion, type Region } from '../demo-home.ts';
import type { Progress } from '../progress.ts';
import type { SeedPerson } from './people.ts';
import { regionRows } from './region-rows.ts';
import { STORES } from './stores.ts';

/** What a region was seeded with; kept beside its data, because PINs are nowhere else. */
export type Seeded = { articles: number; people: SeedPerson[] };

const ROWS_A_REQUEST = 10_000;
const REPLICATED_WITHIN_MS = 120_000;

/** Writes head office's first day, once; a later start finds it and says what was sown. */
export async function seedRegion(
  dir: string,
  region: Region,
  pair: SitePair,
  articles: number,
  progress: Progress,
): Promise<Seeded> {
  const file = inRegion.seed(dir);
  if (existsSync(file) && (await hasStore(pair, region)))
    return JSON.parse(readFileSync(file, 'utf8')) as Seeded;
  const { rows, people } = await regionRows(region, articles);
  await progress.time(
    `demo data: ${articles} articles, ${rows.length} rows at site A`,
    async () => {
      for (let at = 0; at < rows.length; at += ROWS_A_REQUEST) {
        const part = { author: 'demo', rows: rows.slice(at, at + ROWS_A_REQUEST) };
        await askAdmin(pair.a.url, pair.adminToken, '/v1/admin/changes', part);
        if (rows.length > 5 * ROWS_A_REQUEST)
          progress.say(`demo data: ${at + part.rows.length} rows`);
      }
    },
  );
  await progress.time('demo data: the same at site B', () => replicated(pair));
  await progress.time('catalogue snapshots at both sites', async () => {
    for (const { url } of [pair.a, pair.b])
      await askAdmin(url, pair.adminToken, '/v1/admin/snapshots/build', {});
  });
  const seeded = { articles, people };
  writeFileSync(file, `${JSON.stringify(seeded, null, 2)}\n`, { mode: 0o600 });
  return seeded;
}

/** The databases may be younger than the file beside them. */
async function hasStore(pair: SitePair, region: Region): Promise<boolean> {
  const { store } = must(STORES[region][0], 'a store');
  const path = `/v1/admin/changes/current?ds=store&k=${store}`;
  const { rows } = await askAdmin<{ rows: ChangeRow[] }>(pair.a.url, pair.adminToken, path);
  return rows.length > 0;
}

async function replicated(pair: SitePair): Promise<void> {
  const vectorOf = async ({ url }: { url: string }): Promise<string> => {
    const status = await askAdmin<SiteStatus>(url, pair.adminToken, '/v1/admin/status');
    const logs = Object.entries(status.changes_vec).map(([log, n]) => `${log} ${n}`);
    return logs.toSorted().join('\n');
  };
  await waitUntil('site B to hold what site A holds', REPLICATED_WITHIN_MS, async () =>
    (await vectorOf(pair.a)) === (await vectorOf(pair.b)) ? true : undefined,
  );
}
