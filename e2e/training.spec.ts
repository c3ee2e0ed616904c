import { expect, test } from './fixtures.ts';
import { ARTICLES, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import type { TillPage } from './till-page.ts';
import { expectSameEverywhere, journalOf, OF_STORE, query, salesIn } from './till-records.ts';

const [milk, bread] = ARTICLES;
const gtin = (article: { gtin: string }): string => article.gtin.slice(1);
const MAY = { op: 'put' as const, ds: 'permission', v: { allowed: true } };
const rights = (store: string) =>
  ['training', 'post-void'].map((action) => ({
    ...MAY,
    k: `${store}/cashier/${action}`,
  }));

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore(rights);
});

const band = ({ page }: TillPage) => page.getByRole('alert', { name: 'Training' });

async function more({ page }: TillPage, choice: string, yes: string): Promise<void> {
  await page.keyboard.press('F5');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(`^${choice}`) })
    .click();
  await page
    .getByRole('dialog', { name: new RegExp(yes) })
    .getByRole('button', { name: new RegExp(`^${yes}`) })
    .click();
}

test('dom-X3, TRN1, TRN3, TRN5: a practised sale, killed midway, is in no total of both sites; the next real number has no gap', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const first = await machine.open('01');
  await first.till.sell([gtin(milk)]);
  // The rights came with the first pull.
  await first.till.allConfirmed();
  await more(first.till, 'Training', 'Begin training');
  await expect(band(first.till)).toBeVisible();
  await first.till.sell([gtin(bread), gtin(milk)]);
  await first.till.scan(gtin(bread));
  await expect(first.till.lines).toHaveCount(1);
  await first.kill();

  // Nobody sells for real unknowingly: who practised goes on practising, with the same basket.
  const { till } = await machine.start();
  await till.staffShown();
  await expect(band(till)).toContainText('Number 104 practised');
  await till.signIn();
  await expect(till.lines).toHaveCount(1);
  await till.payExact();
  await expect(till.page.getByText(/Practised, nothing sold · .*-T000002$/)).toBeVisible();
  await expect(till.page.getByRole('region', { name: 'Receipt' })).toContainText('TRAINING');
  await till.nextCustomer();
  // Only what was practised is found, and undone.
  await till.page.keyboard.press('Control+e');
  await expect(till.page.getByRole('option')).toHaveCount(2);
  await till.page.getByRole('option').first().click();
  // The receipt is read before it can be undone.
  await expect(till.page.getByRole('button', { name: /^Undo this sale/ })).toBeEnabled();
  await till.page.keyboard.press('F8');
  await till.page.getByRole('alertdialog').getByRole('button').first().waitFor();
  await till.page.keyboard.press('1');
  await till.page.getByRole('alertdialog').getByRole('button', { name: /^Undo/ }).click();
  await expect(till.page.getByText(/Practised, nothing sold · .*-T000003$/)).toBeVisible();
  await till.nextCustomer();
  await till.scan(gtin(bread));
  await expect(till.lines).toHaveCount(1);
  await more(till, 'End training', 'End training');
  await expect(band(till)).toBeHidden();
  await expect(till.lines).toHaveCount(0);
  await till.sell([gtin(bread)]);
  await till.allConfirmed();
  await expectSameEverywhere(region, machine.state);

  const journal = journalOf(machine.state);
  const sold = salesIn(journal).map(({ op }) => op.body);
  expect(sold.map(({ doc_no }) => doc_no)).toEqual([
    `${region.store}-01-A-000001`,
    `${region.store}-01-A-000002`,
  ]);
  const kinds = journal.map(({ op }) => op.kind).filter((kind) => kind.startsWith('training-'));
  expect(kinds).toEqual([
    'training-began',
    'training-sale',
    'training-sale',
    'training-sale',
    'training-ended',
  ]);
  for (const site of ['a', 'b'] as const) {
    const sql = `SELECT (SELECT sum(gross)::int FROM projection.day_sums WHERE ${OF_STORE}) AS sold,
                        (SELECT sum(amount)::int FROM projection.tender_sums WHERE ${OF_STORE}) AS paid,
                        (SELECT documents::int FROM projection.training_sums WHERE ${OF_STORE}) AS practised`;
    await expect
      .poll(async () => (await query(region, site, sql, [region.store]))[0])
      .toEqual({ sold: 149 + 420, paid: 149 + 420, practised: 3 });
  }
});
