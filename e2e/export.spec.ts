import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixtures.ts';
import { ARTICLES, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { expectSameEverywhere } from './till-records.ts';

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore();
});

const [milk] = ARTICLES.map((a) => a.gtin.slice(1)) as [string];

test('EX3, EX4, EX6, peers-18: a till dies with sales nobody has; another till hands its file in; it comes back: each once', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(180_000);
  const dead = new TillMachine(region, launchTill, freshProfile);
  const first = await dead.open('01');
  await first.till.sell([milk]);
  await first.till.allConfirmed();
  await Promise.all([region.killSite('a'), region.killSite('b')]);
  await first.till.sell([milk]);
  await first.till.sell([milk, milk]);
  // An uninstaller would ask now.
  const marker = path.join(dead.state, 'waiting.json');
  await expect.poll(() => existsSync(marker)).toBe(true);

  await first.page.keyboard.press('F10');
  await first.page.keyboard.press('F6');
  const code = (await first.page.locator('.export-code').textContent()) ?? '';
  const file = (await first.page.locator('.export-path').textContent()) ?? '';
  expect(path.dirname(file)).toBe(path.join(dead.state, 'exports'));
  expect(readFileSync(file, 'latin1')).not.toContain('Vollmilch');
  await first.page.getByRole('button', { name: 'I have kept the code' }).click();
  await first.kill();
  await Promise.all([region.startSite('a'), region.startSite('b')]);

  const other = new TillMachine(region, launchTill, freshProfile);
  const { page } = await other.open('02');
  await page.keyboard.press('F10');
  await page.getByRole('button', { name: 'Import a file' }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByLabel('Code of the file').fill(code);
  await page.keyboard.press('Enter');
  await expect(
    page.getByText(`2 records of till eu-${region.store}-01 are at head office`, { exact: false }),
  ).toBeVisible();
  // The other site has them a moment later.
  await expect(() => expectSameEverywhere(region, dead.state)).toPass({ timeout: 20_000 });

  const back = await dead.start();
  await back.till.staffShown();
  await back.till.signIn();
  await back.till.sell([milk]);
  await back.till.allConfirmed();
  await back.till.nothingParked();
  await expect.poll(() => existsSync(marker)).toBe(false);
  await expectSameEverywhere(region, dead.state);
});
