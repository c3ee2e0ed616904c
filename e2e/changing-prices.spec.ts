import { expect, test } from './fixtures.ts';
import { ARTICLES, pinVerifier, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { expectSameEverywhere, journalOf, opsAt, salesIn } from './till-records.ts';

const [milk, bread] = ARTICLES;
const gtin = (article: { gtin: string }): string => article.gtin.slice(1);
const SIGNER = { number: '203', pin: '908172' };

const put = (ds: string, k: string, v: object) => ({ ds, k, op: 'put' as const, v });
const rights = (store: string) => [
  put('staff', `${store}/${SIGNER.number}`, {
    name: 'Eva Sommer',
    role: 'supervisor',
    pin: pinVerifier(SIGNER.pin),
    expires_ms: Date.now() + 1000 * 3600 * 1000,
  }),
  put('permission', `${store}/cashier/line-discount`, { allowed: true, max_hundredths: 1000 }),
  put('permission', `${store}/cashier/price-override`, { allowed: true, max_hundredths: 2500 }),
];

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore(rights);
});

test('dom-A4, dom-P10: five percent alone, thirty with a signature, undo, another price; head office holds who and why', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { till } = await machine.open('01');
  const { page } = till;
  const dialog = page.getByRole('dialog');
  const press = (name: RegExp | string) => dialog.getByRole('button', { name }).click();
  const basket = page.getByRole('region', { name: 'Basket' });
  await till.allConfirmed();
  await till.scan(gtin(bread));
  await expect(till.lines.nth(0)).toContainText('4,20');

  await test.step('within the own right nobody is asked', async () => {
    await page.getByRole('button', { name: 'Discount' }).click();
    await dialog.getByLabel('Discount in percent').fill('5');
    await press('Damaged');
    await press(/^Give discount/);
    await expect(dialog).toBeHidden();
    await expect(till.lines.nth(0)).toContainText('Discount · Damaged');
    await expect(till.lines.nth(0)).toContainText(/[-−]0,21/);
  });

  await test.step('beyond it somebody else signs', async () => {
    await page.keyboard.press('F6');
    await page.keyboard.type('30');
    await press('Short date');
    await press(/^Give discount/);
    await expect(dialog).toContainText('You may go up to 10 % alone.');
    await dialog.getByLabel('Number of who signs').fill(SIGNER.number);
    await dialog.getByLabel('PIN of who signs').fill('000000');
    await press(/^Sign/);
    await expect(dialog.getByRole('alert')).toContainText('Number or PIN is not right');
    await expect(till.lines.nth(0)).toContainText(/[-−]0,21/);
    await dialog.getByLabel('PIN of who signs').fill(SIGNER.pin);
    await press(/^Sign/);
    await expect(dialog).toBeHidden();
    await expect(till.lines.nth(0)).toContainText(/[-−]1,26/);
  });

  await test.step('undo takes the last step back, and no more', async () => {
    await till.scan(gtin(milk));
    await expect(till.lines).toHaveCount(2);
    // A key so soon before a scan would count as the scanner's.
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(till.lines).toHaveCount(1);
    await expect(till.lines.nth(0)).toContainText(/[-−]1,26/);
    await till.scan(gtin(milk));
    await expect(till.lines).toHaveCount(2);
  });

  await test.step('another price, by keyboard, taken back by keyboard', async () => {
    for (const again of [false, true]) {
      await page.keyboard.press('F7');
      await dialog.getByLabel(/^Price each/).fill('120');
      await press('Shelf price');
      await page.keyboard.press('Enter');
      await expect(dialog).toBeHidden();
      await expect(till.lines.nth(1)).toContainText('Shelf price, was 1,49');
      await expect(basket).toContainText('4,14');
      if (again) break;
      await page.keyboard.press('Control+z');
      await expect(till.lines.nth(1)).not.toContainText('Shelf price');
    }
  });

  await till.payExact();
  const receipt = page.getByRole('group', { name: 'Receipt preview' });
  await expect(receipt).toContainText('Discount · Short date');
  await expect(receipt).toContainText('Shelf price · was 1,49');
  await till.nextCustomer();
  await till.allConfirmed();
  await expectSameEverywhere(region, machine.state);

  const streams = journalOf(machine.state).map(({ stream }) => stream);
  const [sale] = salesIn(await opsAt(region, 'b', [...new Set(streams)]));
  expect(sale?.op.body).toMatchObject({
    cashier: '104',
    voids: [{ article: milk.article, qty_milli: 1000 }],
    acts: [
      { action: 'line-discount', reason: 'damaged', hundredths: 500, amount: 21, cashier: '104' },
      {
        action: 'line-discount',
        reason: 'short-dated',
        hundredths: 3000,
        amount: 126,
        cashier: '104',
        approver: SIGNER.number,
      },
      { action: 'price-override', reason: 'shelf-price', price: 120, book_price: 149 },
      { action: 'undo', of: 'price-override', article: milk.article },
      { action: 'price-override', reason: 'shelf-price', price: 120, book_price: 149 },
    ],
    lines: [
      {
        line_discount: 126,
        reductions: [{ kind: 'line', reason: 'short-dated', amount: 126 }],
      },
      { unit_price: 120, override: { book_price: 149, reason: 'shelf-price' } },
    ],
  });
});
