import { readdirSync } from 'node:fs';
import path from 'node:path';
import { verifyClose } from '../tools/demo/verify-close.ts';
import { journalKey } from '../tools/journal/journal-key.ts';
import { verifyJournal } from '../tools/journal/verify-journal.ts';
import type { Page } from '@playwright/test';
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

const piece = (page: Page, value: string) =>
  page.getByRole('group', { name: 'Coins and notes' }).getByLabel(new RegExp(`^${value}`));

test('peers-28, peers-29, peers-36: sold, dropped, killed in the middle of the count, counted wrong, counted again, closed with head office away; the next shift opens with what was left', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const first = await machine.open('01');
  await first.till.sell([milk]);

  await more(first.page, 'Cash in or out');
  await first.page.getByRole('button', { name: 'To the safe' }).click();
  await first.page.getByLabel(/^Amount/).fill('2000');
  await first.page.getByRole('button', { name: 'Drawer full' }).click();
  await first.page.keyboard.press('Enter');
  await first.page.getByLabel('Number of who signs').fill(EVA.number);
  await first.page.getByLabel('PIN of who signs').fill(EVA.pin);
  await first.page.keyboard.press('Enter');
  await expect(first.page.getByText(/To the safe: 20,00/)).toBeVisible();
  await first.till.allConfirmed();
  await Promise.all([region.killSite('a'), region.killSite('b')]);

  await more(first.page, 'Close the shift');
  await first.page.getByRole('button', { name: 'Count the drawer' }).click();
  await piece(first.page, '50,00').fill('1');
  await piece(first.page, '10,00').fill('1');
  await expect(first.page.locator('main')).toHaveAttribute('aria-busy', 'false');
  await first.kill();

  const { till, page } = await machine.start();
  await till.signIn();
  await more(page, 'Close the shift');
  await expect(piece(page, '50,00')).toHaveValue('1');
  await expect(page.getByText('60,00 €').first()).toBeVisible();
  await page.keyboard.press('F12');
  await expect(page.getByText('A second person signs')).toBeVisible();
  await expect(page.getByText('\u221221,49 €')).toBeVisible();
  await page.getByRole('button', { name: 'Count again' }).click();
  await expect(piece(page, '50,00')).toHaveValue('1');
  const rest = { '20,00': '1', '1,00': '1', '0,20': '2', '0,05': '1', '0,02': '2' };
  for (const [value, count] of Object.entries(rest)) await piece(page, value).fill(count);
  await page.keyboard.press('F12');
  await expect(page.getByRole('heading', { name: 'An earlier count was far off' })).toBeVisible();
  await page.getByLabel('Stays in the drawer').fill('5000');
  await page.getByLabel('Number of the bag').fill('B 17');
  await page.getByRole('button', { name: 'Counted wrong at first' }).click();
  await page.getByRole('button', { name: /^Close the shift/ }).dblclick();
  // Who counts again has seen what should be there: that is signed for.
  await page.getByLabel('Number of who signs').fill(EVA.number);
  await page.getByLabel('PIN of who signs').fill(EVA.pin);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^The shift is closed: .*-Z0001$/)).toBeVisible();
  await page.getByRole('button', { name: 'Next shift' }).click();
  await expect(page.getByText(/The last shift left 50,00/)).toBeVisible();
  await page.getByRole('button', { name: /^Open shift/ }).click();
  await expect(page.getByLabel('Scan or search')).toBeVisible();
  await till.sell([milk]);

  await Promise.all([region.startSite('a'), region.startSite('b')]);
  await till.allConfirmed();
  await expectSameEverywhere(region, machine.state);
  const ops = journalOf(machine.state).map(({ op }) => op);
  const kinds = ops.map(({ kind }) => kind);
  expect(kinds.filter((kind) => /^shift-|^cash-/.test(kind))).toEqual([
    'shift-opened',
    'cash-moved',
    'shift-counted',
    'shift-counted',
    'shift-closed',
    'shift-opened',
  ]);
  const z = ops.find(({ kind }) => kind === 'shift-closed')?.body;
  // Head office finds every figure again, from either site's log; the journal is good by itself.
  const day = (z as { business_date: string }).business_date;
  const { pair, store } = region;
  const sites = [pair.a, pair.b].map(({ id, postgres }) => ({ id, databaseUrl: postgres.url }));
  expect(await verifyClose({ region: pair.region, store, day, sites })).toMatchObject([
    { z_no: 1, documents: 1, wrong: [] },
  ]);
  const journal = path.join(machine.state, 'journal');
  for (const stream of readdirSync(journal).map((name) => path.join(journal, name))) {
    const key = journalKey(undefined, stream);
    expect(key).toBeDefined();
    expect(verifyJournal(stream, key)).toMatchObject({ entries: ops.length });
    expect(verifyJournal(stream, key).bad).toBeUndefined();
  }
  expect(z).toMatchObject({
    z_no: 1,
    counts: 2,
    next_float: 5000,
    deposit: 3149,
    bag: 'B 17',
    approver: EVA.number,
    reason: 'counted-wrong',
    all_counts: [{ tenders: { cash: { variance: -2149, status: 'approve' } } }, {}],
    tenders: { cash: { expected: 8149, counted: 8149, variance: 0, status: 'ok' } },
  });
  expect(machine.receipts().filter((name) => name.endsWith('-Z0001'))).toHaveLength(1);
});
