import type { Page } from '@playwright/test';
import { verifyClose } from '../tools/demo/verify-close.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, EVA, supervisorRow, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { expectSameEverywhere, journalOf } from './till-records.ts';

const [milk] = ARTICLES.map((a) => a.gtin.slice(1)) as [string];

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore((store) => [supervisorRow(store)]);
});

async function more(page: Page, choice: string): Promise<void> {
  await page.keyboard.press('F5');
  await page.getByRole('dialog').getByRole('button', { name: choice }).click();
}

async function signInAs(page: Page, who: typeof EVA): Promise<void> {
  await page.getByText(who.name).first().click();
  await page.getByLabel('PIN').fill(who.pin);
  await page.getByRole('button', { name: /^Sign in/ }).click();
  await expect(page.getByLabel('PIN')).toBeHidden({ timeout: 15_000 });
}

async function signedBy(page: Page, who: typeof EVA): Promise<void> {
  await page.getByLabel('Number of who signs').fill(who.number);
  await page.getByLabel('PIN of who signs').fill(who.pin);
  await page.keyboard.press('Enter');
}

test('dom-Z9, dom-Z12: suspended, killed, taken over by another with a count, sold, closed a little off, and put right beside the Z by two people', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const first = await machine.open('01');
  await first.till.sell([milk]);
  await more(first.page, 'Suspend the shift');
  await first.till.staffShown();
  await first.kill();

  const { till, page } = await machine.start();
  await signInAs(page, EVA);
  await expect(page.getByRole('heading', { name: 'The shift is suspended' })).toBeVisible();
  await page.getByLabel('Cash in the drawer, if you count it').fill('10149');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Scan or search')).toBeVisible();
  await till.sell([milk]);
  await more(page, 'Suspend the shift');
  await till.signIn();
  await page.getByRole('button', { name: /^Take the shift over/ }).click();
  await expect(page.getByLabel('Scan or search')).toBeVisible();

  await more(page, 'Close the shift');
  await page.getByRole('button', { name: 'Count the drawer' }).click();
  await page
    .getByRole('group', { name: 'Coins and notes' })
    .getByLabel(/^50,00/)
    .fill('2');
  await page.keyboard.press('F12');
  await expect(page.getByRole('heading', { name: 'The count is off' })).toBeVisible();
  await page.getByRole('button', { name: 'Nobody knows' }).click();
  await page.getByRole('button', { name: /^Close the shift/ }).click();
  await expect(page.getByText(/^The shift is closed: .*-Z0001$/)).toBeVisible();
  await page.getByRole('button', { name: 'Next shift' }).click();

  await page.keyboard.press('F8');
  await signedBy(page, EVA);
  await page.getByRole('button', { name: 'Put the count right' }).click();
  await page.getByLabel(/^Really there/).fill('10298');
  await page.getByRole('button', { name: /^Found later/ }).click();
  await page.getByRole('button', { name: /^Put it right/ }).click();
  await signedBy(page, EVA);
  await expect(page.getByText(/^Cash put right: 100,00.* 102,98/)).toBeVisible();

  await till.allConfirmed();
  await expectSameEverywhere(region, machine.state);
  const ops = journalOf(machine.state).map(({ op }) => op);
  expect(ops.map(({ kind }) => kind).filter((kind) => /^shift-|^decl/.test(kind))).toEqual([
    'shift-opened',
    'shift-suspended',
    'shift-resumed',
    'shift-suspended',
    'shift-resumed',
    'shift-counted',
    'shift-closed',
    'declaration-adjusted',
  ]);
  const z = ops.find(({ kind }) => kind === 'shift-closed')?.body as {
    business_date: string;
    figures: { operators: Record<string, unknown> };
  };
  expect(z).toMatchObject({
    tenders: { cash: { counted: 10_000, variance: -298, status: 'review' } },
    handovers: [
      { what: 'suspended' },
      { what: 'resumed', cashier: EVA.number, counted: 10_149, expected: 10_149 },
      { what: 'suspended', cashier: EVA.number },
      { what: 'resumed' },
    ],
  });
  expect(Object.keys(z.figures.operators)).toHaveLength(2);
  expect(z.figures.operators[EVA.number]).toMatchObject({ documents: 1, net: 149 });
  const { pair, store } = region;
  const sites = [pair.a, pair.b].map(({ id, postgres }) => ({ id, databaseUrl: postgres.url }));
  const day = z.business_date;
  expect(await verifyClose({ region: pair.region, store, day, sites })).toMatchObject([
    { z_no: 1, documents: 2, wrong: [] },
  ]);
});
