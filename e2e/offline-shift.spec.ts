import { rmSync } from 'node:fs';
import { ageWords } from '../src/renderer/shared/format/time-words.ts';
import { clockOffApp } from './clock-off-app.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { sellInPage } from './sell-in-page.ts';
import { expectSameEverywhere, journalOf, salesIn } from './till-records.ts';

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore();
  await region.setFlag('sell-quick-cash', 'on');
});

const SALES = 500;
/** The rest is keyed inside the page: hands outside it would take minutes. */
const BY_HAND = 20;
const DAY_MS = 86_400_000;
const [milk, bread] = ARTICLES.map((a) => a.gtin.slice(1)) as [string, string];

test('promise 1, I14: both sites down for a shift of 500 sales: the header says what waits, then all of it is at both', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(300_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { page, till } = await machine.open('01');
  await till.allConfirmed();
  await Promise.all([region.killSite('a'), region.killSite('b')]);

  for (let n = 1; n <= BY_HAND; n++) await till.sellQuick(n % 2 === 0 ? milk : bread, n);
  const began = Date.now();
  await sellInPage(page, [milk, bread], { first: BY_HAND + 1, last: SALES });
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(
    `${BY_HAND} sales by scan and key, ${SALES - BY_HAND} keyed in the page in ${seconds} s`,
  );
  await till.nextCustomer();
  const sales = salesIn(journalOf(machine.state));
  expect(sales).toHaveLength(SALES);
  const oldest = sales[0]?.op.at_ms ?? 0;
  const sentence = page.getByRole('button', { name: /^(Online|Offline|Checking)/ });
  // The sentence is a second old at most, so its age may be the one before.
  const ages = (): string[] =>
    [0, 1500].map((ms) => ageWords(Math.max(0, Date.now() - oldest - ms)));
  const truths = (): string[] =>
    ages().map((age) => `Offline · ${SALES} sales safe on this till · oldest ${age}`);
  await expect(async () =>
    expect(truths()).toContain(((await sentence.textContent()) ?? '').trim()),
  ).toPass({ timeout: 10_000 });

  await Promise.all([region.startSite('a'), region.startSite('b')]);
  await page.keyboard.press('F10');
  await page.keyboard.press('F5');
  await page.keyboard.press('Escape');
  await till.allConfirmed(120_000);
  await till.nothingParked();
  await expectSameEverywhere(region, machine.state);
});

for (const [number, days] of [
  ['02', 366],
  ['03', -366],
] as const)
  test(`D13, D15: a clock ${days} days off: the sale is at both sites under its shift's date, nothing is lost`, async ({
    launchTill,
    freshProfile,
  }) => {
    test.setTimeout(120_000);
    const app = clockOffApp(days);
    const machine = new TillMachine(region, launchTill, freshProfile);
    const right = await machine.open(number);
    await right.till.sell([milk]);
    await right.till.allConfirmed();
    await right.kill();

    const wrong = await machine.start({ app });
    await wrong.till.allConfirmed();
    await wrong.till.signIn();
    await wrong.till.sell([milk, bread]);
    await wrong.till.allConfirmed();
    await wrong.till.nothingParked();
    const sold = salesIn(journalOf(machine.state)).map((r) => r.op);
    const off = ((sold[1]?.at_ms ?? 0) - (sold[0]?.at_ms ?? 0)) / DAY_MS;
    expect(Math.round(off)).toBe(days);
    expect(new Set(sold.map((op) => op.business_date)).size).toBe(1);
    await expectSameEverywhere(region, machine.state);

    // Nobody to tell the time now: what head office said before still lets people sign in.
    await wrong.kill();
    await Promise.all([region.killSite('a'), region.killSite('b')]);
    const alone = await machine.start({ app });
    await alone.till.signIn();
    await alone.till.sell([bread]);
    await Promise.all([region.startSite('a'), region.startSite('b')]);
    await alone.till.allConfirmed();
    await alone.kill();

    // Put right again, the till goes on where it was.
    const again = await machine.start();
    await again.till.staffShown();
    await again.till.signIn();
    await again.till.sell([bread]);
    await again.till.allConfirmed();
    await expectSameEverywhere(region, machine.state);
    rmSync(app, { recursive: true });
  });

test('NEWS5: after fifteen days without head office a till says so, sells with the flags and prices it holds, and is quiet again with the first answer', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const app = clockOffApp(15);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const before = await machine.open('04');
  await before.till.sell([milk]);
  await before.till.allConfirmed();
  await before.kill();
  await Promise.all([region.killSite('a'), region.killSite('b')]);
  const { till, page } = await machine.start({ app });
  const line = page.getByText(/^Head office was last heard more than two weeks ago/);
  await expect(line).toBeVisible({ timeout: 20_000 });
  await till.signIn();
  await till.sell([milk]);
  await Promise.all([region.startSite('a'), region.startSite('b')]);
  await till.allConfirmed();
  await expect(line).toBeHidden({ timeout: 20_000 });
  await expectSameEverywhere(region, machine.state);
  rmSync(app, { recursive: true });
});
