import type { Page } from '@playwright/test';
import { expectNoBarrier, openPage, startConsoleDesk, type ConsoleDesk } from './console-region.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, STORE } from './region.ts';
import { TillMachine } from './till-machine.ts';

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

/** A pilot made in the console, looked at before it is begun. */
async function makeRelease(page: Page): Promise<void> {
  const v = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' };
  await region.admin('a', 'changes', {
    rows: [{ ds: 'flag', k: 'sell-quick-cash', op: 'put', v }],
  });
  await page.getByRole('link', { name: 'Releases' }).click();
  await page.getByRole('button', { name: 'New release' }).click();
  await page.getByLabel('Name', { exact: true }).fill('quick-cash');
  await page.getByLabel('Flag').selectOption('sell-quick-cash');
  await page.getByLabel('What it shall say').selectOption('on');
  await page.getByLabel('Stages, percent').fill('50, 100');
  await expect(page.getByText('It needs a name.')).toBeHidden();
  await page.getByLabel('Why', { exact: true }).fill('cashiers asked for it');
  await expect(page.getByText(/^Of \d+ stores?: 50 % are \d+, 100 % are \d+\.$/)).toBeVisible();
  await expectNoBarrier(page);
  await page.getByRole('button', { name: 'Create' }).click();
  const made = page.getByRole('region', { name: 'quick-cash' });
  await expect(made).toContainText('Not started');
  await expect(made.getByRole('button', { name: 'Start' })).toBeVisible();
}

test('CON1, CON2, CON3, CON7, CON8, CON9, PIC1: IT sees the till that sold, a manager the store’s day in figures and pictures, and closes it without the till, at either site', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const { till, app } = await new TillMachine(region, launchTill, freshProfile).open('01');
  await till.sell([milk, milk]);
  await till.allConfirmed();

  const it = await openPage(browser);
  await region.signIn(it.page, 'it', '/console/fleet');
  const row = it.page.getByRole('row').filter({ hasText: STORE });
  await expect(row).toContainText('Well');
  await expect(it.page.getByText('1 till: all is well.')).toBeVisible();
  await row.focus();
  await it.page.keyboard.press('Enter');
  await expect(it.page.getByText('It is not: it stands as most tills do.')).toBeVisible();
  await it.page.getByLabel('Find a store').fill('9999');
  await expect(it.page.getByText('No till fits.')).toBeVisible();
  await it.page.getByLabel('Find a store').fill('');
  await expectNoBarrier(it.page);
  await it.page.getByRole('link', { name: 'Site' }).click();
  await expect(it.page.getByText('Both sites are well')).toBeVisible();
  await expectNoBarrier(it.page);

  // What head office cannot read is there for people, and who came in stands in the audit.
  await it.page.getByRole('link', { name: 'Set aside' }).click();
  await expect(it.page.getByText('Every operation that came could be read.')).toBeVisible();
  await expectNoBarrier(it.page);
  await it.page.getByRole('link', { name: 'Audit' }).click();
  await expect(it.page.getByRole('row').filter({ hasText: 'Signed in as IT' })).toBeVisible();
  await expectNoBarrier(it.page);
  await makeRelease(it.page);

  const manager = await openPage(browser);
  await region.signIn(manager.page, 'manager', `/console/stores/${STORE}`);
  await expect(
    manager.page.getByRole('heading', { name: `Marktplatz (store ${STORE})` }),
  ).toBeVisible();
  await expect(manager.page.getByText('Not closed yet: till 01.')).toBeVisible();
  const hours = manager.page.getByRole('figure', { name: 'Sales by hour, EUR' });
  await expect(hours.locator('svg').first()).toBeVisible();
  await hours.getByText('As figures').click();
  await expect(hours.getByRole('cell', { name: '2.98 EUR' })).toBeVisible();
  await expectNoBarrier(manager.page);
  await manager.page.getByRole('button', { name: 'Close the day' }).click();
  const dialog = manager.page.getByRole('dialog');
  await expect(dialog).toContainText('Closed without till 01.');
  await dialog.getByLabel('Note').fill('the till is being mended');
  await dialog.getByRole('button', { name: 'Close the day' }).dblclick();
  const closes = manager.page.getByRole('table', { name: 'Closed by' });
  await expect(closes.getByRole('row').nth(1)).toContainText('Mara Manager');
  await expect(closes.getByRole('row')).toHaveCount(2);

  // The other site knows it, and a site that is gone takes nothing away.
  const other = await openPage(browser);
  await region.signIn(other.page, 'manager-2', `/console/stores/${STORE}`, 'b');
  await region.killSite('a');
  await other.page.reload();
  await expect(other.page.getByRole('table', { name: 'Closed by' })).toContainText('Head office');
  await expect(
    manager.page.getByText('The site does not answer. What you see may be old.'),
  ).toBeVisible({ timeout: 30_000 });
  await expect(closes).toBeVisible();
  expect([...it.refused, ...manager.refused, ...other.refused]).toEqual([]);
  await app.close();
});
