import { buildTill } from '../tools/build/build.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, startTestRegion, type TestRegion } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { expectSameEverywhere, journalOf, salesIn } from './till-records.ts';

const [milk, bread, , coffee] = ARTICLES;
const gtin = (article: { gtin: string }): string => article.gtin.slice(1);
const OFFER = {
  ds: 'promotion',
  k: 'de/milk-3-for-2',
  op: 'put' as const,
  v: {
    type: 'buy-get',
    name: 'Milch 3 für 2',
    buy: { pool: { articles: [milk.article] }, qty: 2 },
    get: { qty: 1, percent: '100' },
  },
};
const CLUB = {
  ds: 'promotion',
  k: 'de/club-bread',
  op: 'put' as const,
  v: {
    type: 'percent-off',
    name: 'Club: Brot −10 %',
    percent: '10',
    member_only: true,
    pool: { articles: [bread.article] },
  },
};
const COUPON = {
  ds: 'promotion',
  k: 'de/coupon-coffee',
  op: 'put' as const,
  v: {
    type: 'amount-off',
    name: 'Gutschein Kaffee',
    amount: 100,
    coupon: '9820000000034',
    pool: { articles: [coffee.article] },
  },
};
const MEMBER = '2950000000013';
const ZOE = {
  ds: 'customer',
  k: MEMBER,
  op: 'put' as const,
  v: { name: 'Zoé Müller', place: 'Köln' },
};

let region: TestRegion;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  await buildTill();
  region = await startTestRegion({ rows: [OFFER, CLUB, COUPON, ZOE] });
});
test.afterAll(async () => region.stop());

test('dom-P7, dom-P8, dom-P9: a saving stands under its line by name, on the receipt and in the record at both sites; one that ends does so with the next customer; SHOW3: a member card and a coupon bring theirs', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { till } = await machine.open('01');
  await till.allConfirmed();
  for (const article of [milk, milk, bread]) await till.scan(gtin(article));
  await expect(till.lines.nth(1)).toContainText('4,20');
  await expect(till.lines.nth(0)).not.toContainText('Milch 3 für 2');
  await till.scan(gtin(milk));
  await expect(till.lines.nth(0)).toContainText('4,47');
  await expect(till.lines.nth(0)).toContainText('Milch 3 für 2');
  await expect(till.lines.nth(0)).toContainText(/[-−]1,49/);
  await expect(till.page.getByRole('region', { name: 'Basket' })).toContainText('7,18');

  // Head office ends it while the customer stands there.
  // In one call: a till that is reading one change when it hears of the next reads that with its next poll.
  const dearer = {
    ds: 'price',
    k: `de/${bread.article}/${Date.now()}`,
    op: 'put',
    v: { amount: 430 },
  };
  const ended = { ds: OFFER.ds, k: OFFER.k, op: 'del' };
  await region.admin('a', 'changes', { rows: [ended, dearer] });
  await expect
    .poll(async () => {
      await till.scan(gtin(bread));
      return till.lines.allTextContents();
    })
    .toContainEqual(expect.stringContaining('4,30'));
  await expect(till.lines.nth(0)).toContainText('Milch 3 für 2');

  await till.payExact();
  const receipt = till.page.getByRole('group', { name: 'Receipt preview' });
  await expect(receipt.getByRole('listitem').filter({ hasText: 'Milch 3 für 2' })).toContainText(
    /[-−]1,49/,
  );
  await till.nextCustomer();

  for (const _ of [1, 2, 3]) await till.scan(gtin(milk));
  await expect(till.lines.nth(0)).toContainText('4,47');
  await expect(till.lines.nth(0)).not.toContainText('Milch 3 für 2');
  await till.payExact();
  await till.nextCustomer();

  // The customer before the first article, found by name; the coupon after its goods; neither is sold (SHOW3, CUS2).
  const basket = till.page.getByRole('region', { name: 'Basket' });
  await till.page.keyboard.press('Control+u');
  await till.page.getByLabel('Name, place or number of the customer').fill('koln mul');
  await expect(till.page.getByRole('option', { name: /^Zoé Müller/ })).toBeVisible();
  await till.page.keyboard.press('Enter');
  await expect(basket).toContainText('Zoé Müller … 0013');
  await till.scan(gtin(bread));
  await expect(till.lines.nth(0)).toContainText('Club: Brot');
  await till.scan(gtin(coffee));
  await expect(till.lines.nth(1)).not.toContainText('Gutschein');
  await till.scan(COUPON.v.coupon);
  await expect(till.lines.nth(1)).toContainText('Gutschein Kaffee');
  await till.scan(COUPON.v.coupon);
  await expect(till.page.getByText('This coupon counts already.')).toBeVisible();
  await expect(till.lines).toHaveCount(2);
  await till.payExact();
  await expect(receipt).toContainText('Member … 0013');
  await till.nextCustomer();
  await expect(basket).not.toContainText('Member');
  await till.allConfirmed();
  await expectSameEverywhere(region, machine.state);
  const [first, second, third] = salesIn(journalOf(machine.state)).map(({ op }) => op.body);
  expect(first?.lines?.[0]).toMatchObject({
    ext: 447,
    line_discount: 149,
    gross: 298,
    promotions: [{ id: 'milk-3-for-2', name: 'Milch 3 für 2', amount: 149, origin: 'A' }],
  });
  expect(second?.lines?.[0]).not.toHaveProperty('promotions');
  expect(third).toMatchObject({ member: MEMBER, coupons: [COUPON.v.coupon] });
  expect(third?.lines?.[1]).toMatchObject({ gross: coffee.amount - 100 });
});
