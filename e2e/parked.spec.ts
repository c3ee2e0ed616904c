import type { Page } from '@playwright/test';
import { buildTill } from '../tools/build/build.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '../tools/faults/fault-proxy.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, startTestRegion, type TestRegion } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { expectSameEverywhere, journalOf, query, salesIn } from './till-records.ts';

let region: TestRegion;
let proxies: { a: FaultProxy; b: FaultProxy };

test.beforeAll(async () => {
  test.setTimeout(120_000);
  await buildTill();
  proxies = { a: await startFaultProxy(), b: await startFaultProxy() };
  region = await startTestRegion({ publicUrls: { A: proxies.a.url, B: proxies.b.url } });
  proxies.a.target = region.pair.a.url;
  proxies.b.target = region.pair.b.url;
});
test.afterEach(() => faults('pass'));
test.afterAll(async () => {
  for (const proxy of Object.values(proxies)) await proxy.close();
  await region.stop();
});

const [milk, bread, , coffee] = ARTICLES;
const gtin = (article: { gtin: string }): string => article.gtin.slice(1);

async function faults(fault: Fault): Promise<void> {
  await proxies.a.set(fault);
  await proxies.b.set(fault);
}

/** The proxy before the site that the till uses now, as its head-office screen says. */
async function inUse(page: Page): Promise<'a' | 'b'> {
  await page.keyboard.press('F10');
  const row = page.getByRole('row').filter({ hasText: 'in use' });
  const name = await row.getByRole('rowheader').textContent();
  await page.keyboard.press('Escape');
  return name?.startsWith('A') ? 'a' : 'b';
}

test('promise 4, D9, peers-17, peers-38: a sale both sites refuse is set aside with its reason; those behind it go through; sent again it arrives', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(180_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { page, till } = await machine.open('01');
  await till.sell([gtin(milk)]);
  await till.allConfirmed();

  await faults({ refuse: coffee.name });
  await till.sell([gtin(coffee)]);
  await till.sell([gtin(bread)]);
  await till.allConfirmed(90_000);
  await page.keyboard.press('F10');
  const aside = page.getByRole('region', { name: 'Set aside' }).getByRole('listitem');
  await expect(aside).toHaveCount(1);
  await expect(aside).toContainText('sale no.');
  await expect(aside.locator('.parked-reason')).not.toBeEmpty();
  const coffeeSale = salesIn(journalOf(machine.state)).find(
    (r) => r.op.body.lines?.[0]?.name === coffee.name,
  );
  const breadSale = salesIn(journalOf(machine.state)).at(-1);
  for (const site of ['a', 'b'] as const) {
    expect(await held(site, coffeeSale?.opId)).toBe(false);
    expect(await held(site, breadSale?.opId)).toBe(true);
  }

  await faults('pass');
  await aside.getByRole('button', { name: /^Send again/ }).click();
  await expect(page.getByText('Head office took every record it was sent.')).toBeVisible();
  for (const site of ['a', 'b'] as const)
    await expect.poll(() => held(site, coffeeSale?.opId), { timeout: 20_000 }).toBe(true);
  await expectSameEverywhere(region, machine.state);
});

async function held(site: 'a' | 'b', opId = ''): Promise<boolean> {
  const sql = 'SELECT 1 AS one FROM all_ops WHERE op_id = $1 AND form <> 2';
  const rows = await query(region, site, sql, [Buffer.from(opId, 'base64url')]);
  return rows.length > 0;
}

test('promise 1, D3: the site’s answer is lost after its commit: the sale is there exactly once', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { till } = await machine.open('02');
  await till.allConfirmed();
  const before = proxies.a.struck + proxies.b.struck;
  await faults('lose-answers');
  await till.sell([gtin(milk), gtin(bread)]);
  await expect.poll(() => proxies.a.struck + proxies.b.struck).toBeGreaterThan(before);
  const sale = salesIn(journalOf(machine.state))[0];
  const taken = async (): Promise<boolean[]> =>
    Promise.all((['a', 'b'] as const).map((site) => held(site, sale?.opId)));
  await expect.poll(taken).toContain(true);
  await faults('pass');
  await till.allConfirmed();
  await till.nothingParked();
  await expectSameEverywhere(region, machine.state);
});

test('D22: a kept-alive socket that swallows everything: the till goes to the other site and nothing is lost', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { page, till } = await machine.open('03');
  await till.sell([gtin(milk)]);
  await till.allConfirmed();
  const used = await inUse(page);
  const before = proxies[used].struck;
  await proxies[used].set('black-hole');
  await till.sell([gtin(bread)]);
  await till.sell([gtin(coffee)]);
  await expect.poll(() => inUse(page), { timeout: 30_000 }).toBe(used === 'a' ? 'b' : 'a');
  expect(proxies[used].struck).toBeGreaterThan(before);
  // The swallowed site learns of both sales from its peer; the till asks it again once it answers.
  await proxies[used].set('pass');
  await till.allConfirmed(90_000);
  await till.nothingParked();
  await expectSameEverywhere(region, machine.state);
});
