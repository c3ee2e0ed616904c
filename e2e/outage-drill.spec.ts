import { expectNoBarrier, openPage, startConsoleDesk, type ConsoleDesk } from './console-region.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, PROFILE, STORE } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { expectSameEverywhere } from './till-records.ts';

const [milk] = ARTICLES.map((a) => a.gtin.slice(1)) as [string];

let desk: ConsoleDesk | undefined;
let region: ConsoleDesk['region'];
let browser: ConsoleDesk['browser'];

test.beforeAll(async () => {
  test.setTimeout(120_000);
  desk = await startConsoleDesk();
  ({ region, browser } = desk);
});
test.afterAll(async () => desk?.stop());

test('LD1 to LD6: IT takes the line of two stores away; a till sells three times, the line is given back, and the console turns to all of it arrived', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(150_000);
  const other = { ...PROFILE, store: '0418', name: 'Bahnhof' };
  await region.admin('a', 'changes', {
    rows: [{ ds: 'store', k: '0418', op: 'put', v: other }],
  });
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { till, app } = await machine.open('31');
  await till.allConfirmed();
  const { page, refused } = await openPage(browser);
  await region.signIn(page, 'it-drills', '/console/drills');
  await page.getByRole('button', { name: 'New drill' }).click();
  await page.getByLabel('Stores').fill(`${STORE}, 0418`);
  await page.getByLabel('Why').fill('every quarter');
  await expect(page.getByText('It takes the line of 2 stores away for 15 minutes.')).toBeVisible();
  await page.getByRole('button', { name: 'Take the line away' }).click();
  await expect(till.page.getByText(/^Line drill until/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Take the line away now' }).click();
  await expect(till.page.getByText(/^Line drill until \d\d:\d\d/)).toBeVisible({ timeout: 15_000 });
  for (let i = 0; i < 3; i += 1) await till.sell([milk]);
  await expect(till.page.getByText(/^Line drill until .* 3 sales safe on this till/)).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: '31' });
  await expect(row).toContainText('not heard since');
  await expectNoBarrier(page);
  await page.getByRole('button', { name: 'Stop' }).click();
  // The till looks by itself: a stop cannot be brought to a line that is away.
  await expect(row).toContainText('at both sites', { timeout: 60_000 });
  await expect(page.getByText('All of it arrived at both sites.')).toBeVisible({ timeout: 15_000 });
  await expect(row.getByRole('cell').nth(2)).toHaveText('3');
  await till.allConfirmed();
  await expectSameEverywhere(region, machine.state);
  expect(refused).toEqual([]);
  await app.close();
});
