import { valueNumber } from '../src/domain/stored-value/card-number.ts';
import { buildTill } from '../tools/build/build.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, PROFILE, STORE, startTestRegion, type TestRegion } from './region.ts';
import { TillMachine } from './till-machine.ts';
import type { TillPage } from './till-page.ts';
import { query } from './till-records.ts';

const FORMAT = { prefix: '0960', length: 16 };
const CARD = valueNumber(FORMAT, '12345678901');
const STORE_ROW = {
  op: 'put' as const,
  ds: 'store',
  k: STORE,
  v: { ...PROFILE, gift_cards: { ...FORMAT, key: 'A'.repeat(43) } },
};
const MAY_RETURN = ['return-no-receipt', 'return-no-receipt-day'].map((action) => ({
  op: 'put' as const,
  ds: 'permission',
  k: `${STORE}/cashier/${action}`,
  v: { allowed: true },
}));
const [milk] = ARTICLES;
const gtin = milk.gtin.slice(1);

let region: TestRegion;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  await buildTill();
  region = await startTestRegion({ rows: [STORE_ROW, ...MAY_RETURN] });
});
test.afterAll(async () => region.stop());

/** Keys the card's number where it is asked for, and waits for what head office says. */
async function keyCard({ page }: TillPage, says: string | RegExp, card = CARD): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Number of the card').fill(card);
  await dialog.getByRole('button', { name: /^Ask for the card/ }).click();
  await expect(dialog.getByText(says).first()).toBeVisible({ timeout: 20_000 });
}

async function payByCard(till: TillPage, says: string | RegExp, card = CARD): Promise<void> {
  await till.scan(gtin);
  await expect(till.lines).toHaveCount(1);
  await till.page.keyboard.press('F12');
  await expect(till.page.getByRole('heading', { name: 'To pay in cash' })).toBeVisible();
  await till.page.keyboard.press('F2');
  await keyCard(till, says, card);
}

/** Goods without a receipt; the number of the slip that stands for them. */
async function takeBackAsCredit(till: TillPage): Promise<string> {
  const { page } = till;
  await page.keyboard.press('F5');
  await page.getByRole('button', { name: /^Return without a receipt/ }).click();
  await expect(page.getByLabel('Scan or search what comes back')).toBeFocused();
  await till.scan(gtin);
  await expect(page.getByLabel(/that comes back$/)).toHaveText('1');
  await page.getByRole('button', { name: /^Faulty/ }).click();
  await page.getByRole('button', { name: /^Store credit 1,49/ }).click();
  await expect(page.getByText('Store credit EUR')).toBeVisible();
  return page.locator('.receipt li[data-kind=qr]').last().innerText();
}

test('G1, VAL1, GIFT7, CRED3: a card sold, and credit given for goods, at one till pay at another through the other site; without head office it does not, and cash does', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const first = await new TillMachine(region, launchTill, freshProfile).open('01');
  const { page } = first.till;
  await page.keyboard.press('F5');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Gift card/ })
    .click();
  await keyCard(first.till, 'A new card. It counts once the sale is paid.');
  await page.getByRole('dialog').getByLabel('Put on the card').fill('2000');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Sell with 20,00/ })
    .click();
  await expect(first.till.lines).toHaveText(/Gift card ••/);
  await first.till.payExact();
  await first.till.nextCustomer();
  const credit = await takeBackAsCredit(first.till);
  await first.till.nextCustomer();
  await first.till.allConfirmed();

  const { till } = await new TillMachine(region, launchTill, freshProfile).open('02');
  await region.killSite('a');
  await payByCard(till, /20,00/);
  await till.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Take 1,49/ })
    .click();
  await till.soldShown();
  await expect(till.page.getByText(/Left on it/).first()).toBeVisible();
  await till.nextCustomer();
  const sql = 'SELECT sum(amount)::int AS held FROM projection.value_movements';
  await expect
    .poll(async () => (await query<{ held: number }>(region, 'b', sql))[0]?.held, {
      timeout: 40_000,
    })
    .toBe(2000);

  // The slip of the other till pays here, all that is due.
  await payByCard(till, /1,49/, credit);
  await till.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Take 1,49/ })
    .click();
  await till.soldShown();
  await till.nextCustomer();
  await expect
    .poll(async () => (await query<{ held: number }>(region, 'b', sql))[0]?.held, {
      timeout: 40_000,
    })
    .toBe(1851);

  await region.killSite('b');
  await payByCard(till, /Head office cannot be reached/);
  await expect(till.page.getByRole('dialog').getByRole('button', { name: /^Take/ })).toBeDisabled();
  await till.page.keyboard.press('Escape');
  await expect(till.page.getByRole('dialog')).toBeHidden();
  await till.page.keyboard.press('F11');
  await till.page.keyboard.press('Enter');
  await till.soldShown();
});
