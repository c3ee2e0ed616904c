import { expect, test } from './fixtures.ts';
import { ARTICLES, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { expectSameEverywhere, journalOf, opsAt, salesIn, type Recorded } from './till-records.ts';
import type { TillPage } from './till-page.ts';

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore();
});

const [milk, bread, bar] = ARTICLES;
const gtin = (article: { gtin: string }): string => article.gtin.slice(1);
/** The promise: a price set at head office is at an online till within this, ms. */
const PUSHED_WITHIN = 5000;

/** Scans until a line shows this price; the first line of the basket keeps the one it had. */
async function scannedAt(till: TillPage, article: { gtin: string }, price: string): Promise<void> {
  const scanned = async (): Promise<string[]> => {
    await till.scan(gtin(article));
    return till.lines.allTextContents();
  };
  await expect
    .poll(scanned, { timeout: PUSHED_WITHIN, intervals: [250] })
    .toContainEqual(expect.stringContaining(price));
}

const quickCash = (till: TillPage) => till.page.getByRole('button', { name: /^Cash exact/ });

function lastSale(state: string): Recorded | undefined {
  return salesIn(journalOf(state)).at(-1);
}

async function flagsAtBoth(sale: Recorded | undefined): Promise<unknown[]> {
  const found = await Promise.all(
    (['a', 'b'] as const).map((s) => opsAt(region, s, [sale?.stream ?? ''])),
  );
  return found.map((ops) => ops.find((r) => r.opId === sale?.opId)?.op.body.versions?.flags);
}

test('promise 7, D14, D15, peers-41: a price from head office is there at the next scan, never inside a line, also while one site is away', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { till } = await machine.open('01');
  await till.allConfirmed();
  await till.scan(gtin(milk));
  await expect(till.lines).toHaveCount(1);
  await region.setPrice(milk.article, 159);
  await scannedAt(till, milk, '1,59');
  await expect(till.lines).toHaveCount(2);
  await expect(till.lines.nth(0)).toContainText('1,49');
  await till.payExact();
  await till.nextCustomer();

  await region.killSite('a');
  await till.sell([gtin(bread)]);
  // Online again, at the other site: from here on the promise counts.
  await expect(till.page.getByText(/^Online/).first()).toBeVisible({ timeout: 30_000 });
  await region.setPrice(milk.article, 169, 'b');
  await scannedAt(till, milk, '1,69');
  await till.payExact();
  await region.startSite('a');
  await till.allConfirmed(90_000);
  await expectSameEverywhere(region, machine.state);
});

test('promise 8, D16, D17: a pilot comes at the sale boundary, is stamped on the sale, survives offline, and is killed from the other site', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(180_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  let { till, ...running } = await machine.open('02');
  await till.allConfirmed();
  await expect(quickCash(till)).toHaveCount(0);

  await till.scan(gtin(bar));
  await region.setFlag('sell-quick-cash', 'on');
  // The price is a later row than the flag: once it is here, the flag is here too.
  await region.setPrice(bread.article, 430);
  await scannedAt(till, bread, '4,30');
  await expect(quickCash(till)).toHaveCount(0);
  await till.payExact();
  expect(lastSale(machine.state)?.op.body.versions?.flags).toMatchObject([{ variant: 'off' }]);
  await till.nextCustomer();

  await till.scan(gtin(bar));
  // The key is on the screen before the line is: with an empty basket it does nothing.
  await expect(till.lines).toHaveCount(1);
  await expect(quickCash(till)).toBeVisible();
  await till.page.keyboard.press('F11');
  await till.soldShown();
  await till.nextCustomer();
  await till.allConfirmed();
  const stamp = {
    key: 'sell-quick-cash',
    variant: 'on',
    hlc: expect.any(Number),
    origin: 'A',
  };
  const sold = lastSale(machine.state);
  expect(sold?.op.body.versions?.flags).toEqual([stamp]);
  expect(await flagsAtBoth(sold)).toEqual([[stamp], [stamp]]);

  await Promise.all([region.killSite('a'), region.killSite('b')]);
  await running.kill();
  ({ till, ...running } = await machine.start());
  await till.staffShown();
  await till.signIn();
  await till.scan(gtin(milk));
  // The key is on the screen before the line is: with an empty basket it does nothing.
  await expect(till.lines).toHaveCount(1);
  await expect(quickCash(till)).toBeVisible();
  await till.page.keyboard.press('F11');
  await till.soldShown();
  await till.nextCustomer();

  await region.startSite('b');
  await region.setFlag('sell-quick-cash', 'off', 'b');
  await expect(quickCash(till)).toHaveCount(0, { timeout: 60_000 });
  await till.sell([gtin(milk)]);
  expect(lastSale(machine.state)?.op.body.versions?.flags).toMatchObject([
    { variant: 'off', origin: 'B' },
  ]);
  await region.startSite('a');
  await till.allConfirmed(120_000);
  await expectSameEverywhere(region, machine.state);
});
