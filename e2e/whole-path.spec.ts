import path from 'node:path';
import { expect, test } from './fixtures.ts';
import { verify } from '../tools/demo/verify.ts';
import { buildTill } from '../tools/build/build.ts';
import { ARTICLES, startTestRegion, type TestRegion } from './region.ts';
import { TillPage } from './till-page.ts';

let region: TestRegion;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  await buildTill();
  region = await startTestRegion();
});
test.afterAll(async () => region.stop());

const [milk, bread, bar, coffee] = ARTICLES.map((a) => a.gtin.slice(1));
const gtins = (...codes: (string | undefined)[]): string[] => codes.filter((c) => c !== undefined);

test('promise 1-3: sells on, whichever site dies, and every sale is at both sites exactly once', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(240_000);
  const profile = freshProfile();
  const env = { EVERTILL_REGION_FILE: region.trustFile, EVERTILL_STATE_DIR: `${profile}-state` };
  let running = await launchTill({ profile, env });
  let till = new TillPage(running.page);
  await till.enrol(await region.enrolmentCode('01'));
  await till.signIn();
  await till.openShift();

  await till.sell(gtins(milk));
  await till.sell(gtins(milk, bread));
  await till.sell(gtins(coffee, bar, bar));
  await till.allConfirmed();

  await region.killSite('a');
  for (let i = 0; i < 3; i++) await till.sell(gtins(bread, coffee));

  await running.kill();
  running = await launchTill({ profile, env });
  till = new TillPage(running.page);
  await till.staffShown();
  await till.signIn();
  await expect(running.page.getByLabel('Scan or search')).toBeVisible();

  await region.killSite('b');
  await region.startSite('a');
  for (let i = 0; i < 3; i++) await till.sell(gtins(milk, coffee));

  await region.startSite('b');
  await till.allConfirmed(120_000);

  const { a, b } = region.pair;
  const report = await verify({
    journalDir: path.join(env.EVERTILL_STATE_DIR, 'journal'),
    sites: [
      { id: 'A', databaseUrl: a.postgres.url },
      { id: 'B', databaseUrl: b.postgres.url },
    ],
  });
  expect(report.differences).toEqual([]);
  expect(report.sales).toEqual({ A: 9, B: 9, till: 9 });
  await till.nothingParked();
});
