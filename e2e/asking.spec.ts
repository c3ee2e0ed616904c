import { gtinCheckDigit } from '../src/domain/gtin.ts';
import { expect, test } from './fixtures.ts';
import { type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { expectSameEverywhere, journalOf, opsAt, salesIn } from './till-records.ts';

const code = (item: number): string => {
  const digits = `5901234${String(item).padStart(5, '0')}`;
  return `${digits}${gtinCheckDigit(digits)}`;
};
const [GIN, TOMATOES, REPAIR, WATER, BOTTLE] = [1, 2, 3, 4, 5].map(code);
const article = (k: string, gtin: string | undefined, amount: number, more: object) => [
  {
    ds: 'article',
    k,
    op: 'put' as const,
    v: {
      dept: 'Asking',
      tax_class: 'standard',
      unit: 'piece',
      gtins: [`0${gtin}`],
      discountable: true,
      ...more,
    },
  },
  { ds: 'price', k: `de/${k}/0`, op: 'put' as const, v: { amount } },
];
const ROWS = [
  ...article('200001', GIN, 1499, { name: 'Gin', min_age: 18 }),
  ...article('200002', TOMATOES, 299, { name: 'Tomaten', unit: 'kg' }),
  ...article('200003', REPAIR, 0, { name: 'Reparatur', open_price: { min: 100, max: 5000 } }),
  ...article('200004', WATER, 69, { name: 'Wasser', deposit: '200005' }),
  ...article('200005', BOTTLE, 25, { name: 'Pfand', discountable: false }),
];

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore(() => ROWS);
});

test('ASK1 to ASK7: age, weight, open price, deposit and price check; refusals are at both sites, also of a cancelled sale', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { till } = await machine.open('01');
  const { page } = till;
  const dialog = page.getByRole('dialog');
  const question = page.getByRole('alertdialog');
  // A key so soon behind a scan would count as the scanner's.
  const press = () => dialog.getByRole('button', { name: /^Add/ }).click();
  await till.allConfirmed();

  await test.step('a refusal sells nothing and outlives the sale that is cancelled', async () => {
    await till.scan(WATER ?? '');
    await expect(till.lines).toHaveCount(2);
    await till.scan(GIN ?? '');
    await expect(question).toContainText('born on or before');
    await till.scan(WATER ?? '');
    await expect(question).toContainText('Nothing was scanned');
    await question.getByRole('button', { name: /^No, not shown/ }).click();
    await expect(question).toBeHidden();
    await expect(till.lines).toHaveCount(2);
    await page.keyboard.press('F9');
    await question.getByRole('button', { name: /^Started again/ }).click();
    await question.getByRole('button', { name: /^Cancel the sale/ }).click();
    await expect(till.lines).toHaveCount(0);
  });

  await test.step('a price check sells nothing', async () => {
    await page.keyboard.press('F5');
    await dialog.getByRole('button', { name: /^Price check/ }).click();
    await till.scan(WATER ?? '');
    await expect(dialog).toContainText('0,69');
    await expect(dialog).toContainText('Pfand');
    await page.keyboard.press('Escape');
    await expect(till.lines).toHaveCount(0);
  });

  await test.step('every question once, then the sale', async () => {
    await till.scan(GIN ?? '');
    await question.getByRole('button', { name: /^Yes, 18/ }).click();
    await expect(till.lines).toHaveCount(1);
    await till.scan(GIN ?? '');
    await expect(till.lines.nth(0)).toContainText('29,98');
    await till.scan(TOMATOES ?? '');
    await dialog.getByLabel(/^Grams/).fill('742');
    await press();
    await expect(till.lines.nth(1)).toContainText('2,22');
    await till.scan(REPAIR ?? '');
    await dialog.getByLabel(/^Price each/).fill('5001');
    await press();
    await expect(dialog.getByRole('alert')).toContainText(/1,00.€ to 50,00.€/);
    await dialog.getByLabel(/^Price each/).fill('5000');
    await press();
    await expect(till.lines).toHaveCount(3);
    await till.scan(WATER ?? '');
    await till.scan(WATER ?? '');
    await expect(till.lines.nth(4)).toContainText('0,50');
  });

  await till.payExact();
  await till.nextCustomer();
  await till.allConfirmed();
  await expectSameEverywhere(region, machine.state);
  const streams = [...new Set(journalOf(machine.state).map(({ stream }) => stream))];
  const ops = await opsAt(region, 'b', streams);
  expect(ops.map(({ op }) => op.kind)).toEqual(
    expect.arrayContaining(['age-refused', 'basket-cancelled', 'price-asked']),
  );
  const [sale] = salesIn(ops);
  expect(sale?.op.body).toMatchObject({
    age_checks: [{ min_age: 18, cashier: '104' }],
    lines: [
      { article: '200001', qty_milli: 2000 },
      { article: '200002', qty_milli: 742, ext: 222 },
      { article: '200003', unit_price: 5000, open_price: true },
      { article: '200004', line: '4', qty_milli: 2000 },
      { article: '200005', deposit_of: '4', qty_milli: 2000, ext: 50 },
    ],
  });
});
