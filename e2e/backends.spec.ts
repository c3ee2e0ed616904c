import path from 'node:path';
import { RegionFile } from '../src/contracts/region.ts';
import { parseJson } from '../src/contracts/parse.ts';
import { must } from '../src/domain/assert.ts';
import { scrape } from '../server/test/scrape.ts';
import { buildTill } from '../tools/build/build.ts';
import { startAppServer } from '../tools/region/app-server.ts';
import { freePort } from '../tools/region/free-port.ts';
import { reissueRegion } from '../tools/region/keys.ts';
import type { SiteProcess } from '../tools/region/site-process.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, startTestRegion, STORE, type TestRegion } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { expectSameEverywhere } from './till-records.ts';

const SET = 'blue';
const HOME_WITHIN = 60_000;
const [milk] = ARTICLES.map((a) => a.gtin.slice(1)) as [string];

/** One app server of the set at each site; whichever is the till's home has its pilot. */
type Pilot = { start(): Promise<void>; kill(): Promise<void>; ops(): Promise<number> };

let region: TestRegion;
let pilots: readonly Pilot[];

test.beforeAll(async () => {
  test.setTimeout(120_000);
  await buildTill();
  region = await startTestRegion();
  const dir = path.dirname(region.trustFile);
  const ports = { A: await freePort(), B: await freePort() };
  const [payload = ''] = region.pair.keys.trust.region_file.split('.');
  const file = must(
    parseJson(RegionFile, Buffer.from(payload, 'base64url').toString()),
    'the region file of the pair',
  );
  const sites = file.sites.map((site) => ({
    ...site,
    sets: [{ name: SET, urls: [`http://127.0.0.1:${site.id === 'A' ? ports.A : ports.B}`] }],
  }));
  reissueRegion(dir, { ...file, number: file.number + 1, sites });
  pilots = await Promise.all([openPilot(dir, 'A', ports.A), openPilot(dir, 'B', ports.B)]);
  await Promise.all(pilots.map((pilot) => pilot.start()));
  const v = {
    state: 'ENABLED',
    variants: { champion: 'champion', [SET]: SET },
    defaultVariant: 'champion',
  };
  await region.admin('a', 'changes', { rows: [{ ds: 'flag', k: 'backend-set', op: 'put', v }] });
});
test.afterAll(async () => {
  await Promise.all(pilots.map((pilot) => pilot.kill()));
  await region.stop();
});

async function openPilot(dir: string, site: 'A' | 'B', port: number): Promise<Pilot> {
  const metricsPort = await freePort();
  const env = { EVERTILL_BACK_END_SET: SET, EVERTILL_METRICS_PORT: String(metricsPort) };
  let process: SiteProcess | undefined;
  return {
    async start() {
      process = await startAppServer(dir, site, { port, webWorkers: 1, env });
    },
    kill: async () => process?.kill(),
    /** Ops that were new to this server; none where it is not there. */
    async ops() {
      const samples = await scrape(metricsPort).catch(() => undefined);
      return samples?.value('evertill_ops_acknowledged_total', { outcome: 'new' }) ?? 0;
    },
  };
}

const opsAtPilots = async (): Promise<number> => {
  const each = await Promise.all(pilots.map((pilot) => pilot.ops()));
  return each.reduce((sum, n) => sum + n, 0);
};
const act = (site: 'a' | 'b', action: string) =>
  region.admin(site, 'releases/blue-servers/act', { who: 'it', why: 'a trial', action });

test('BE1, BE3, BE6: a back-end release sends a till to its set; the set dies under load and nothing is lost or doubled; it is back by itself; taken back, the till is home within a minute', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(240_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { till, app } = await machine.open('09');
  await till.sell([milk]);
  await till.allConfirmed();
  expect(await opsAtPilots()).toBe(0);

  const stage = { percent: 100, advance: 'hand', min_soak_ms: 0, min_sales: 0 };
  const release = {
    id: 'blue-servers',
    kind: 'backend',
    audience: { stores: [STORE] },
    stages: [{ ...stage, needs_approval: false, business_hours: false }],
    flags: [{ key: 'backend-set', variant: SET }],
  };
  await region.admin('a', 'releases', { who: 'it', why: 'new servers', release });
  await act('a', 'start');
  await expect
    .poll(
      async () => {
        await till.sell([milk]);
        return opsAtPilots();
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0);

  // Power cut of the whole set between two sales; the cashier goes on.
  for (let i = 0; i < 6; i += 1) {
    await till.sell([milk, milk]);
    if (i === 2) await Promise.all(pilots.map((pilot) => pilot.kill()));
  }
  await till.allConfirmed();
  expect(await opsAtPilots()).toBe(0);

  // Back again, and asked again, without anybody's doing.
  await Promise.all(pilots.map((pilot) => pilot.start()));
  await expect
    .poll(
      async () => {
        await till.sell([milk]);
        return opsAtPilots();
      },
      { timeout: 90_000, intervals: [1000] },
    )
    .toBeGreaterThan(0);

  const beganMs = Date.now();
  await act('b', 'rollback');
  // Home: a sale is confirmed and the set has heard nothing of it.
  await expect
    .poll(
      async () => {
        const before = await opsAtPilots();
        await till.sell([milk]);
        await till.allConfirmed();
        return (await opsAtPilots()) - before;
      },
      { timeout: HOME_WITHIN },
    )
    .toBe(0);
  expect(Date.now() - beganMs).toBeLessThan(HOME_WITHIN);
  await till.allConfirmed();
  await expectSameEverywhere(region, machine.state);
  await app.close();
});
