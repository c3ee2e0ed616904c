import { expect, test } from './fixtures.ts';
import { ARTICLES, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';

const [milk, bread] = ARTICLES.map((a) => a.gtin.slice(1)) as [string, string];

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore();
});

test('DSP1, DSP2, DSP3: a customer sees the goods, what is to pay and the change in a window that can ask for nothing; it comes back after a crash. LANG2, LANG3: the cashier may read German, paper and customer keep the store’s language', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { app, till } = await machine.start({ env: { EVERTILL_DISPLAY: '1366,0' } });
  const display =
    app.windows().find((one) => one !== till.page) ?? (await app.waitForEvent('window'));
  await display.waitForURL(/\/customer\.html$/);
  await till.enrol(await region.enrolmentCode('01'));
  await till.signIn();
  await till.openShift();
  await expect(display.getByText('Marktplatz')).toBeVisible();
  await till.scan(milk);
  await till.scan(milk);
  await till.scan(bread);
  const goods = display.getByRole('listitem');
  await expect(goods).toHaveCount(2);
  await expect(goods.first()).toContainText('2 × 1,49');
  await expect(display.locator('main')).toContainText(/Total7,18/);
  await expect(display.locator('body')).not.toContainText('Ada');
  expect(await display.evaluate(() => 'till' in window)).toBe(false);

  await till.payExact();
  await expect(display.getByText('Thank you')).toBeVisible();
  await expect(display.getByRole('group', { name: 'Receipt preview' })).toContainText('7,18');
  await till.nextCustomer();
  await expect(display.getByText('Welcome')).toBeVisible();

  const { page } = till;
  const speak = async (look: string, language: string, lang: string): Promise<void> => {
    await page.keyboard.press('F1');
    await page.getByRole('button', { name: look }).click();
    await page.getByRole('button', { name: language }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', lang);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  };
  await speak('Look and sounds', 'Deutsch', 'de');
  await till.scan(milk);
  await expect(page.getByText('1 Zeile · 1 Artikel')).toBeVisible();
  await page.keyboard.press('F12');
  await expect(page.getByRole('heading', { name: 'Bar zu zahlen' })).toBeVisible();
  await page.keyboard.press('F11');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Verkauft und gespeichert/)).toBeVisible();
  for (const one of [page, display]) {
    const paper = one.locator('.receipt');
    await expect(paper).toContainText('Cashier');
    await expect(paper).toContainText('Total EUR');
  }
  await expect(display.getByText('Thank you')).toBeVisible();
  // Kept with the person: another page of the same machine says it as well.
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Who is at the till?' })).toBeVisible();
  await till.signIn();
  await expect(page.getByRole('button', { name: /^Zahlen/ })).toBeVisible();
  await speak('Aussehen und Töne', 'English', 'en');

  await app.evaluate(({ BrowserWindow }) => {
    const all = BrowserWindow.getAllWindows().map((one) => one.webContents);
    const contents = all.find((one) => one.getURL().endsWith('customer.html'));
    contents?.once('render-process-gone', () => {
      contents.once('did-finish-load', () => void Reflect.set(globalThis, 'displayIsBack', true));
    });
    contents?.forcefullyCrashRenderer();
  });
  // The till goes on meanwhile.
  await till.sell([milk]);
  await expect
    .poll(() => app.evaluate(() => Reflect.get(globalThis, 'displayIsBack') === true))
    .toBe(true);
  await till.allConfirmed();
});
