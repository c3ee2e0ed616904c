import type { Page } from '@playwright/test';
import { freePort } from '../tools/region/free-port.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, EVA, supervisorRow, type TestStore } from './region.ts';
import { TillMachine, type RunningTill } from './till-machine.ts';

const [milk] = ARTICLES.map((a) => a.gtin.slice(1)) as [string];

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore((store) => [supervisorRow(store)]);
});

/** Sells, counts what lies in the drawer, closes; head office may be there or not. */
async function closeShift({ till, page }: RunningTill): Promise<void> {
  await till.sell([milk]);
  await page.keyboard.press('F5');
  await page.getByRole('dialog').getByRole('button', { name: 'Close the shift' }).click();
  await page.getByRole('button', { name: 'Count the drawer' }).click();
  const counted = { '50,00': '2', '1,00': '1', '0,20': '2', '0,05': '1', '0,02': '2' };
  const pieces = page.getByRole('group', { name: 'Coins and notes' });
  for (const [value, count] of Object.entries(counted))
    await pieces.getByLabel(new RegExp(`^${value}`)).fill(count);
  await page.keyboard.press('F12');
  await expect(page.getByRole('heading', { name: 'The count is right' })).toBeVisible();
  await page.getByRole('button', { name: /^Close the shift/ }).click();
  await expect(page.getByText(/^The shift is closed: .*-Z0001$/)).toBeVisible();
}

async function signInAs(page: Page, who: typeof EVA): Promise<void> {
  await page.getByText(who.name).first().click();
  await page.getByLabel('PIN').fill(who.pin);
  await page.getByRole('button', { name: /^Sign in/ }).click();
  await expect(page.getByLabel('PIN')).toBeHidden({ timeout: 15_000 });
}

test('dom-Z11: a store of three tills is closed with head office stopped, each heard over the store’s network; when head office is back the proof turns whole', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(150_000);
  const port = await freePort();
  const hosts = ['127.0.0.11', '127.0.0.12', '127.0.0.13'];
  const machines = hosts.map(() => new TillMachine(region, launchTill, freshProfile));
  const lan = (at: number): Record<string, string> => ({
    EVERTILL_LAN: `${hosts[at]}:${port}`,
    EVERTILL_LAN_TILLS: hosts.map((host) => `${host}:${port}`).join(','),
  });
  const first = await machines[0]!.open('01', lan(0));
  const second = await machines[1]!.open('02', lan(1));
  const third = await machines[2]!.start({ env: lan(2) });
  await third.till.enrol(await region.enrolmentCode('03'));
  await Promise.all([first.till.allConfirmed(), second.till.allConfirmed()]);
  await Promise.all([region.killSite('a'), region.killSite('b')]);

  await closeShift(first);
  await signInAs(third.page, EVA);
  const { page } = third;
  await page.keyboard.press('F8');
  const day = page.getByRole('dialog', { name: 'The store’s day' });
  await expect(day.getByText('Head office cannot be asked now.')).toBeVisible();
  await expect(day.getByRole('row', { name: /^01 Closed/ })).toBeVisible();
  await expect(day.getByRole('row', { name: /^02 Open/ })).toBeVisible();
  await expect(day.getByRole('row', { name: /^03 Not used/ })).toBeVisible();
  // Blind for the manager too: what an open till should hold is told by nobody.
  await expect(day.getByRole('row', { name: /^02 Open/ })).not.toContainText('€');

  await closeShift(second);
  await expect(async () => {
    await page.keyboard.press('F5');
    await expect(day.getByRole('row', { name: /^02 Closed/ })).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 20_000 });
  await expect(day.getByRole('region', { name: 'All tills' })).toContainText('2,98');
  await page.keyboard.press('F12');
  await expect(page.getByText(/^Every till of the store is closed or was not used/)).toBeVisible();
  await page.getByRole('button', { name: 'Close the day' }).click();
  await expect(day.getByText('Closed at till 03 by 203.')).toBeVisible();

  await Promise.all([region.startSite('a'), region.startSite('b')]);
  await Promise.all([first.till.allConfirmed(), second.till.allConfirmed()]);
  await expect(async () => {
    await page.keyboard.press('F5');
    await expect(day.getByText('Head office holds everything, at both sites.')).toBeVisible({
      timeout: 4000,
    });
  }).toPass({ timeout: 40_000 });
  await expect(day.getByText('Closed at till 03 by 203.')).toHaveCount(1);
  await expect(day.getByText('All there')).toHaveCount(2);
});
