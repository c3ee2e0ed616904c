import { openPage, startConsoleDesk, type ConsoleDesk } from '../console-region.ts';
import { expect, test } from '../fixtures.ts';
import { PROFILE, STORE } from '../region.ts';
import { TillMachine } from '../till-machine.ts';
import { drawScreen } from './picture-book.ts';
import { barcodeOf, shopRows } from './shop.ts';

let desk: ConsoleDesk | undefined;
let browser: ConsoleDesk['browser'];
let region: ConsoleDesk['region'];

test.beforeAll(async () => {
  test.setTimeout(120_000);
  desk = await startConsoleDesk(shopRows());
  ({ region, browser } = desk);
});
test.afterAll(async () => desk?.stop());

test('an outage drill at the console and at a till, and a canary', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(300_000);
  const other = { ...PROFILE, store: '0418', name: 'Bahnhof' };
  await region.admin('a', 'changes', { rows: [{ ds: 'store', k: '0418', op: 'put', v: other }] });
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { till } = await machine.open('01');
  await till.allConfirmed();
  const { page } = await openPage(browser);
  await region.signIn(page, 'it-drills', '/console/drills');
  await drawScreen(page, 'console-no-drill');
  await page.getByRole('button', { name: 'New drill' }).click();
  await page.getByLabel('Stores').fill(`${STORE}, 0418`);
  await page.getByLabel('Why').fill('every quarter, before the season');
  await expect(page.getByText('It takes the line of 2 stores away for 15 minutes.')).toBeVisible();
  await drawScreen(page, 'console-new-drill');
  await page.getByRole('button', { name: 'Take the line away' }).click();
  await page.getByRole('button', { name: 'Take the line away now' }).click();
  await expect(till.page.getByText(/^Line drill until \d\d:\d\d/)).toBeVisible({ timeout: 20_000 });
  await till.sell([barcodeOf('Laugenbrezel'), barcodeOf('Croissant')]);
  await till.sell([barcodeOf('Espresso')]);
  await expect(till.page.getByText(/^Line drill until .* 2 sales safe on this till/)).toBeVisible();
  await drawScreen(till.page, 'line-drill');
  await till.page.keyboard.press('F10');
  await drawScreen(till.page, 'line-drill-head-office');
  await till.page.keyboard.press('Escape');
  await drawScreen(page, 'console-drill');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('All of it arrived at both sites.')).toBeVisible({ timeout: 90_000 });
  await drawScreen(page, 'console-drill-report');

  await page.goto(`${region.pair.a.url}/console/releases`);
  await page.getByRole('button', { name: 'New release' }).click();
  await page.getByLabel('Name', { exact: true }).fill('new-servers');
  await page.getByLabel('Goes by').selectOption('A');
  await page.getByLabel('Why').fill('the new version of head office');
  await drawScreen(page, 'console-new-canary');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('button', { name: 'Start' }).first().click();
  await page.getByRole('dialog').getByLabel('Why').fill('a quiet hour');
  await page.getByRole('dialog').getByRole('button', { name: 'Start' }).click();
  await page.getByText('Every step, who and why').click();
  await drawScreen(page, 'console-canary');
});
