import { expect, test } from './fixtures.ts';
import { ARTICLES, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { expectSameEverywhere, journalOf, query, salesIn } from './till-records.ts';

const [milk] = ARTICLES;
const gtin = milk.gtin.slice(1);
const MAY = { op: 'put' as const, ds: 'permission', v: { allowed: true } };
const ACTIONS = [
  'return',
  'return-offline',
  'return-offline-day',
  'post-void',
  'return-no-receipt',
  'return-no-receipt-day',
];
const rights = (store: string) =>
  ACTIONS.flatMap((action) =>
    ['cashier', 'supervisor'].map((role) => ({ ...MAY, k: `${store}/${role}/${action}` })),
  );

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore(rights);
});

test('T1, T2, X1, X2: one of three comes back, the till is killed, the rest comes back and no more; a sale of today is undone; goods without a receipt; both sites hold each document once', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const first = await machine.open('01');
  await first.till.sell([gtin, gtin, gtin]);
  await first.till.allConfirmed();

  const takeBack = async ({ page }: typeof first.till, pieces: number): Promise<void> => {
    await page.keyboard.press('Control+e');
    await page.getByRole('option').last().click();
    await expect(page.getByRole('button', { name: /^Return goods/ })).toBeEnabled();
    await page.keyboard.press('F4');
    await expect(page.getByRole('dialog')).toBeVisible();
    for (let n = 0; n < pieces; n++) await page.keyboard.press('+');
    await page.keyboard.press('1');
  };
  const { page } = first.till;
  await takeBack(first.till, 1);
  await page.getByRole('button', { name: /^Pay out 1,49/ }).dblclick();
  await expect(page.getByRole('heading', { name: 'Pay the customer' })).toBeVisible();
  // Shown means stored: the power goes right then.
  await first.kill();

  const { till } = await machine.start();
  await till.signIn();
  await takeBack(till, 5);
  await till.page.getByRole('button', { name: /^Pay out 2,98/ }).click();
  await expect(till.page.getByRole('heading', { name: 'Pay the customer' })).toBeVisible();
  await till.nextCustomer();
  await till.page.keyboard.press('Control+e');
  await till.page.getByRole('option').last().click();
  await till.page.getByRole('button', { name: /^Return goods/ }).click();
  await expect(till.page.getByText('Nothing is left to come back.')).toBeVisible();
  await till.page.keyboard.press('Escape');
  await till.page.keyboard.press('Escape');

  await till.sell([gtin]);
  await till.page.keyboard.press('Control+e');
  await till.page.getByRole('option').first().click();
  // The receipt is read before it can be undone.
  await expect(till.page.getByRole('button', { name: /^Undo this sale/ })).toBeEnabled();
  await till.page.keyboard.press('F8');
  await till.page.getByRole('alertdialog').getByRole('button').first().waitFor();
  await till.page.keyboard.press('1');
  await till.page.getByRole('alertdialog').getByRole('button', { name: /^Undo/ }).click();
  await expect(till.page.getByRole('heading', { name: 'Pay the customer' })).toBeVisible();
  await till.nextCustomer();

  await till.page.keyboard.press('F5');
  await till.page.getByRole('button', { name: /^Return without a receipt/ }).click();
  await expect(till.page.getByLabel('Scan or search what comes back')).toBeFocused();
  await till.scan(gtin);
  await expect(till.page.getByLabel(/that comes back$/)).toHaveText('1');
  await till.page.getByRole('button', { name: /^Faulty/ }).click();
  await till.page.getByRole('button', { name: /^Pay out 1,49/ }).click();
  await expect(till.page.getByRole('heading', { name: 'Pay the customer' })).toBeVisible();
  await till.nextCustomer();
  await till.allConfirmed();
  await expectSameEverywhere(region, machine.state);

  const sold = salesIn(journalOf(machine.state)).map(({ op }) => op.body);
  expect(sold.map(({ totals }) => totals?.gross)).toEqual([447, -149, -298, 149, -149, -149]);
  for (const site of ['a', 'b'] as const) {
    await expect
      .poll(async () => {
        const sql =
          'SELECT sum(qty_milli)::int AS back FROM projection.returned_lines WHERE store = $1';
        const [row] = await query<{ back: number }>(region, site, sql, [region.store]);
        return Math.abs(row?.back ?? 0);
      })
      .toBe(4000);
    const unproven = 'SELECT amount::int FROM projection.unproven_returns WHERE store = $1';
    await expect
      .poll(() => query(region, site, unproven, [region.store]))
      .toEqual([{ amount: 149 }]);
  }
});
