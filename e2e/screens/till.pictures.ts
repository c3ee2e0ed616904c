import { expect, test } from '../fixtures.ts';
import { PIN, startTestRegion, type TestRegion } from '../region.ts';
import { TillPage } from '../till-page.ts';
import { drawScreen } from './picture-book.ts';
import { barcodeOf, shopRows } from './shop.ts';

let region: TestRegion;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  region = await startTestRegion({ rows: shopRows() });
});
test.afterAll(async () => region.stop());

test('the till from its first start to a line that is down', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(300_000);
  const profile = freshProfile();
  const env = { EVERTILL_REGION_FILE: region.trustFile, EVERTILL_STATE_DIR: freshProfile() };
  const { page } = await launchTill({ profile, env });
  const till = new TillPage(page);

  await page.getByLabel('Code').fill('A-7K2M-9QX4');
  await drawScreen(page, 'enrol');
  await till.enrol(await region.enrolmentCode('02'));

  await page.getByText('Ada Krüger').first().click();
  await page.getByLabel('PIN').fill(PIN);
  await drawScreen(page, 'sign-in');
  await till.signIn();
  await page.locator('form input').first().fill('20000');
  await drawScreen(page, 'open-shift');
  await till.openShift('20000');
  await expect(page.getByRole('tab', { name: 'Bakery' })).toBeVisible({ timeout: 20_000 });

  const scan = async (name: string): Promise<void> => {
    await till.scan(barcodeOf(name));
    await expect(till.lines.filter({ hasText: name })).toHaveCount(1);
  };
  const weighed = async (name: string, grams: string): Promise<void> => {
    await till.scan(barcodeOf(name));
    await expect(page.getByRole('dialog')).toBeVisible();
    if (name === 'Tomaten, Rispe') await drawScreen(page, 'weighing');
    await page
      .getByRole('dialog')
      .getByLabel(/^Grams/)
      .fill(grams);
    await page.getByRole('dialog').getByRole('button', { name: /^Add/ }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(till.lines.filter({ hasText: name })).toHaveCount(1);
  };

  /** What lies over the sale, drawn and left. */
  const over = async (key: string, name: string): Promise<void> => {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await drawScreen(page, name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  };

  await drawScreen(page, 'selling-empty');
  await scan('Laugenbrezel');
  await scan('Laugenbrezel');
  await scan('Dinkelvollkornbrot mit Sonnenblumenkernen 500 g');
  await weighed('Tomaten, Rispe', '742');
  await scan('Cappuccino');
  await scan('Pfand Mehrweg 0,5 l');
  await page.getByRole('button', { name: /Tomaten, Rispe/ }).click();
  await drawScreen(page, 'selling');
  await over('F1', 'keys');
  await over('F5', 'more');
  await over('Control+p', 'price-check');
  await page.keyboard.press('Control+u');
  await page.getByLabel('Name, place or number of the customer').fill('anna');
  await page.getByRole('option').nth(1).click({ trial: true });
  await drawScreen(page, 'customer');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await over('Control+k', 'parking');

  await page.keyboard.press('F12');
  await page.getByRole('button', { name: /^20,00/ }).click();
  await drawScreen(page, 'paying');
  await page.keyboard.press('Enter');
  await till.soldShown();
  await drawScreen(page, 'sold');
  await till.nextCustomer();
  await page.keyboard.press('Control+e');
  await page.getByRole('option').first().click();
  await expect(page.getByRole('group', { name: 'Receipt preview' })).toBeVisible();
  await drawScreen(page, 'receipts');
  await page.keyboard.press('F4');
  const comesBack = page.getByRole('dialog', { name: /^Return/ });
  await comesBack
    .getByRole('button', { name: /^Faulty|^Wrong/ })
    .first()
    .click();
  await expect(comesBack.getByRole('button', { name: /^Exchange/ })).toBeEnabled();
  await drawScreen(page, 'return');
  await page.keyboard.press('F9');
  await expect(till.lines).toHaveCount(1);
  await scan('Croissant');
  await drawScreen(page, 'exchange');
  for (const _ of [1, 2]) await page.keyboard.press('F3');
  await expect(till.lines).toHaveCount(0);

  const more = async (choice: RegExp): Promise<void> => {
    await page.keyboard.press('F5');
    await page.getByRole('dialog').getByRole('button', { name: choice }).click();
  };
  await more(/^Change quick keys/);
  await page.getByRole('button', { name: /^New page/ }).click();
  await page.getByLabel('Name of the page').fill('Frühstück');
  for (const [name, picture] of [
    ['Croissant', 'croissant'],
    ['Cappuccino', 'coffee'],
  ] as const) {
    await page.getByLabel(/^Add a key/).fill(name);
    await page
      .getByRole('list', { name: 'Articles found' })
      .getByRole('button', { name: new RegExp(name) })
      .first()
      .click();
    await page.getByRole('button', { name: `Picture ${picture}` }).click();
  }
  await drawScreen(page, 'quick-keys');
  await page.getByRole('button', { name: /^Save for the store/ }).click();
  await expect(page.getByRole('tab', { name: 'Frühstück' })).toBeVisible();
  await drawScreen(page, 'quick-keys-selling');
  await more(/^Training/);
  await page.getByRole('button', { name: /^Begin training/ }).click();
  await expect(page.getByRole('alert', { name: 'Training' })).toBeVisible();
  await scan('Croissant');
  await drawScreen(page, 'training');
  await page.keyboard.press('F3');
  await expect(till.lines).toHaveCount(0);
  await more(/^End training/);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^End training/ })
    .click();
  await expect(page.getByRole('alert', { name: 'Training' })).toBeHidden();
  await till.allConfirmed();

  await more(/^Cash in or out/);
  await page.getByRole('button', { name: /^To the safe/ }).click();
  await page.getByLabel(/^Amount/).fill('5000');
  await drawScreen(page, 'cash-move');
  await page.keyboard.press('Escape');
  await more(/^Suspend the shift/);
  await till.signIn();
  await page.getByLabel('Cash in the drawer, if you count it').fill('21235');
  await drawScreen(page, 'shift-suspended');
  await page.getByRole('button', { name: /^Take the shift over/ }).click();
  await expect(page.getByLabel('Scan or search')).toBeVisible();
  await more(/^Close the shift/);
  await expect(page.getByRole('button', { name: /^Count the drawer/ })).toBeVisible();
  await drawScreen(page, 'closing-open');
  await page.keyboard.press('F12');
  const pieces = page.getByRole('group', { name: 'Coins and notes' });
  for (const [value, count] of Object.entries({ '100,00': '1', '50,00': '1', '20,00': '2' }))
    await pieces.getByLabel(new RegExp(`^${value}`)).fill(count);
  await expect(page.getByText('190,00 €').first()).toBeVisible();
  await drawScreen(page, 'closing-count');
  await page.keyboard.press('F12');
  await expect(page.getByRole('heading', { name: 'The count is off' })).toBeVisible();
  await drawScreen(page, 'closing-off');
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('Scan or search')).toBeVisible();

  await Promise.all([region.killSite('a'), region.killSite('b')]);
  await till.sell([barcodeOf('Croissant')]);
  await till.sell([barcodeOf('Tageszeitung'), barcodeOf('Espresso')]);
  await scan('Roggenbrötchen');
  await weighed('Äpfel Elstar', '615');
  await scan('Ziegenfrischkäse Kräuter');
  await expect(page.getByText(/^Offline · 2 sales safe on this till/).first()).toBeVisible({
    timeout: 60_000,
  });
  await page.getByRole('tab', { name: 'Fruit' }).click();
  await drawScreen(page, 'offline');
  await page.keyboard.press('F10');
  await drawScreen(page, 'sync');
});
