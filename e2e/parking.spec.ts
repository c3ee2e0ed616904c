import { expect, test } from './fixtures.ts';
import { ARTICLES, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { expectSameEverywhere, journalOf, opsAt, salesIn } from './till-records.ts';

const [milk, bread] = ARTICLES;
const gtin = (article: { gtin: string }): string => article.gtin.slice(1);

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore();
});

test('dom-X4, PARK1, PARK2: parked, killed, another customer served, recalled with a double click, sold; head office holds each step once', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const first = await machine.open('01');
  await first.till.allConfirmed();
  await first.till.scan(gtin(milk));
  await first.till.scan(gtin(milk));
  await expect(first.till.lines.nth(0)).toContainText('2,98');
  await first.till.page.keyboard.press('Control+k');
  await first.till.page.getByRole('dialog').getByRole('textbox').fill('Rote Jacke');
  await first.till.page.keyboard.press('Enter');
  await expect(first.till.lines).toHaveCount(0);
  await first.kill();

  const { till } = await machine.start();
  const { page } = till;
  await till.signIn();
  const dialog = page.getByRole('dialog');
  await expect(till.lines).toHaveCount(0);
  await till.sell([gtin(bread)]);
  await page.keyboard.press('Control+k');
  const parked = dialog.getByRole('button', { name: /^Rote Jacke/ });
  await expect(parked).toContainText('2,98');
  await parked.dblclick();
  await expect(dialog).toBeHidden();
  await expect(till.lines).toHaveCount(1);
  await expect(till.lines.nth(0)).toContainText('2,98');
  await till.payExact();
  await till.nextCustomer();
  await page.keyboard.press('Control+k');
  await expect(dialog).toContainText('No sale is parked.');
  await page.keyboard.press('Escape');
  await till.allConfirmed();
  await expectSameEverywhere(region, machine.state);

  const streams = [...new Set(journalOf(machine.state).map(({ stream }) => stream))];
  const ops = await opsAt(region, 'b', streams);
  const kinds = ops.map(({ op }) => op.kind).filter((kind) => /^basket-|^sale$/.test(kind));
  expect(kinds).toEqual(['basket-parked', 'sale', 'basket-recalled', 'sale']);
  const numbers = salesIn(ops).map(({ op }) => (op.body as { number: number }).number);
  expect(numbers).toEqual([1, 2]);
});

test('PARK4, dom-X4: parked at one till, called up and sold at another, each step once at head office', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const machines = [1, 2].map(() => new TillMachine(region, launchTill, freshProfile));
  const [first, second] = [await machines[0]!.open('03'), await machines[1]!.open('04')];
  await first.till.scan(gtin(milk));
  await expect(first.till.lines).toHaveCount(1);
  await first.till.page.keyboard.press('Control+k');
  const asks = first.till.page.getByRole('dialog');
  await asks.getByRole('textbox').fill('Ann');
  await first.till.page.keyboard.press('Enter');
  await expect(first.till.lines).toHaveCount(0);
  await first.till.allConfirmed();

  const { page } = second.till;
  const dialog = page.getByRole('dialog');
  // The first key may come before a screen that was opened just now listens; a person presses again.
  await expect(async () => {
    await page.keyboard.press('Control+k');
    await expect(dialog).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 10_000 });
  await dialog.getByRole('button', { name: /^Ann.*till 03/ }).click();
  await expect(second.till.lines).toHaveCount(1);
  await expect(dialog).toBeHidden();
  await expect(first.till.page.getByText('Handed to till 04: Ann.')).toBeVisible();
  await second.till.payExact();
  await second.till.nextCustomer();
  await second.till.allConfirmed();

  const streams = machines.flatMap(({ state }) => journalOf(state).map(({ stream }) => stream));
  const kinds = (await opsAt(region, 'b', [...new Set(streams)]))
    .map(({ op }) => op.kind)
    .filter((kind) => /^basket-|^sale$/.test(kind));
  expect(kinds.toSorted()).toEqual([
    'basket-handed-over',
    'basket-parked',
    'basket-recalled',
    'basket-taken-over',
    'sale',
  ]);
});
