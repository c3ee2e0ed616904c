import type { Page } from '@playwright/test';
import { verifyClose } from '../tools/demo/verify-close.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, EVA, PROFILE, supervisorRow, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { expectSameEverywhere, journalOf } from './till-records.ts';

const [milk, bread] = ARTICLES.map((a) => a.gtin.slice(1)) as [string, string];

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore((store) => [
    supervisorRow(store),
    {
      ds: 'store',
      k: store,
      op: 'put',
      v: { ...PROFILE, store, cash_up: { drawers: 'own' } },
    },
  ]);
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

/** Counts what should be there, closes, and goes on. */
async function countAndClose(page: Page, pieces: Record<string, string>, z: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Count the drawer' }).click();
  const group = page.getByRole('group', { name: 'Coins and notes' });
  for (const [value, count] of Object.entries(pieces))
    await group.getByLabel(new RegExp(`^${value}`)).fill(count);
  await page.keyboard.press('F12');
  await expect(page.getByRole('heading', { name: 'The count is right' })).toBeVisible();
  // Its key may come before the new screen listens; a person presses what they see.
  await page.getByRole('button', { name: /^Close the shift/ }).click();
  await expect(page.getByText(z)).toBeVisible();
  await page.getByRole('button', { name: 'Next shift' }).click();
}

test('dom-Z9: two cashiers with a drawer each at one till, killed between them: each sells in their own, a supervisor closes the other’s, and head office proves both', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(150_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const first = await machine.open('01');
  await first.till.sell([milk]);
  await first.page.keyboard.press('F8');
  await first.till.staffShown();
  await signInAs(first.page, EVA);
  // Who comes has no drawer yet: a float is asked for, and the other one stands there.
  await expect(first.page.getByRole('button', { name: /^Close a drawer/ })).toBeVisible();
  await first.till.openShift('5000');
  await first.till.sell([bread]);
  await first.kill();

  const { till, page } = await machine.start();
  await till.signIn();
  // Her own goes on; nothing is asked for.
  await expect(page.getByLabel('Scan or search')).toBeVisible();
  // Half of it is paid when she locks the till: the sale is finished in the drawer its money lies in.
  await till.scan(milk);
  await expect(till.lines).toHaveCount(1);
  await page.keyboard.press('F12');
  await expect(page.getByRole('heading', { name: 'To pay in cash' })).toBeVisible();
  await page.keyboard.type('100');
  await page.keyboard.press('F4');
  await expect(page.getByRole('list', { name: 'Taken so far' })).toContainText('Cash');
  // While the part is being stored nobody leaves the panel; a person presses again.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(page.getByLabel('Cash given')).toBeHidden({ timeout: 1000 });
  }).toPass({ timeout: 10_000 });
  await page.keyboard.press('F8');
  await till.staffShown();
  await signInAs(page, EVA);
  await expect(till.lines).toHaveCount(1);
  await page.keyboard.press('F12');
  await expect(page.getByText(/The money lies in the drawer of 104/)).toBeVisible();
  await page.keyboard.press('F11');
  await page.keyboard.press('Enter');
  await till.soldShown();
  await till.nextCustomer();
  const sold = journalOf(machine.state)
    .map(({ op }) => op)
    .filter(({ kind }) => kind === 'sale')
    .map(({ body }) => body as { cashier: string; shift_id: string; totals: { gross: number } });
  const [ada, eva] = [sold[0]?.shift_id, sold[1]?.shift_id];
  expect(eva).not.toBe(ada);
  expect(sold.map(({ shift_id: shift }) => shift)).toEqual([ada, eva, ada]);

  const [, dear] = sold.map(({ totals }) => totals.gross) as [number, number];
  await more(page, 'Close the shift');
  await page.getByRole('button', { name: /^Your drawer/ }).click();
  await countAndClose(page, coins(5000 + dear), /^The shift is closed: .*-Z0001$/);
  // Without a drawer of her own she counts and closes the other one.
  await page.keyboard.press('F9');
  await page.getByRole('button', { name: /^Drawer of / }).click();
  await countAndClose(page, coins(10_298), /^The shift is closed: .*-Z0002$/);
  await expect(page.getByRole('button', { name: /^Close a drawer/ })).toBeHidden();

  await till.allConfirmed();
  await expectSameEverywhere(region, machine.state);
  const ops = journalOf(machine.state).map(({ op }) => op);
  const zs = ops.filter(({ kind }) => kind === 'shift-closed').map(({ body }) => body);
  const [one, two] = zs as { prev_z: string; business_date: string; opened_by: string }[];
  expect(zs).toMatchObject([
    { z_no: 1, shift_id: eva, drawer: 'own', opened_by: EVA.number, float: 5000, prev_z: '' },
    { z_no: 2, shift_id: ada, drawer: 'own', closed_by: EVA.number, float: 10_000 },
  ]);
  expect(two?.opened_by).not.toBe(EVA.number);
  const { pair, store } = region;
  const sites = [pair.a, pair.b].map(({ id, postgres }) => ({ id, databaseUrl: postgres.url }));
  const day = one?.business_date ?? '';
  expect(await verifyClose({ region: pair.region, store, day, sites })).toMatchObject([
    { z_no: 1, documents: 1, wrong: [] },
    { z_no: 2, documents: 2, wrong: [] },
  ]);
});

/** So much cash in as few pieces as there are. */
function coins(cents: number): Record<string, string> {
  const pieces: Record<string, string> = {};
  let left = cents;
  for (const value of [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1]) {
    const count = Math.floor(left / value);
    if (count > 0)
      pieces[`${String(Math.floor(value / 100))},${String(value % 100).padStart(2, '0')}`] =
        String(count);
    left -= count * value;
  }
  return pieces;
}
