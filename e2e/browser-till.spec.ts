import path from 'node:path';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { buildTill } from '../tools/build/build.ts';
import { serveTillPage, type TillPage as ServedTill } from '../tools/demo/till-page-server.ts';
import { freePort } from '../tools/region/free-port.ts';
import { findChromium } from '../tools/standin/find-chromium.ts';
import { PROJECT } from './host.ts';
import { ARTICLES, startTestRegion, type TestRegion } from './region.ts';
import { TillPage } from './till-page.ts';

/*
 * The till in a plain browser (D24): no Electron and no stand-in, but the page as `npm start` serves
 * it where there is no display, from an origin that is no site.
 */
const [milk, bread, bar] = ARTICLES.map(({ gtin }) => gtin.slice(1)) as [string, string, string];

let region: TestRegion;
let served: ServedTill;
let browser: Browser;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  const port = await freePort();
  await buildTill(['renderer']);
  region = await startTestRegion({ env: { EVERTILL_TILL_ORIGINS: `http://127.0.0.1:${port}` } });
  const { a, b } = region.pair;
  served = await serveTillPage({
    renderer: path.join(PROJECT, 'dist/renderer'),
    port,
    siteUrls: [a.url, b.url],
    trustFile: region.trustFile,
  });
  browser = await chromium.launch({
    executablePath: await findChromium(process.env),
    args: ['--no-sandbox'],
  });
  test.info().annotations.push({ type: 'host', description: 'browser till' });
  process.stdout.write(`host: browser till in Chromium ${browser.version()}\n`);
});
test.afterAll(async () => {
  await browser.close();
  await served.close();
  await region.stop();
});

/** A fresh profile with the till open in it; what the page's policy refuses is collected. */
async function openTill(): Promise<{ page: Page; till: TillPage; refused: string[] }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedScript|CORS policy/.test(message.text()))
      refused.push(message.text());
  });
  page.on('pageerror', (error) => refused.push(error.message));
  await page.goto(served.url);
  return { page, till: new TillPage(page), refused };
}

test('D24, peers-2, peers-7: a browser till sells while both sites are away, and every sale gets there', async () => {
  test.setTimeout(180_000);
  const { page, till, refused } = await openTill();
  await till.enrol(await region.enrolmentCode('03'));
  await till.signIn();
  await till.openShift();
  await till.sell([milk, bread]);
  await till.allConfirmed();

  await till.scan(bar);
  await expect(till.lines).toHaveCount(1);
  await page.reload();
  await till.staffShown();
  await till.signIn();
  await expect(till.lines).toHaveText(/Haferriegel Nuss/);

  const second = await page.context().newPage();
  await second.goto(served.url);
  await expect(second.getByRole('heading', { name: 'This till cannot sell now' })).toBeVisible();
  await expect(second.getByText(/open in another tab/).first()).toBeVisible();
  await second.close();

  await Promise.all([region.killSite('a'), region.killSite('b')]);
  await till.payExact();
  await till.nextCustomer();
  await till.sell([milk]);
  await expect(page.getByText(/^Offline · 2 sales safe on this till/).first()).toBeVisible({
    timeout: 60_000,
  });
  expect(refused, 'refused by the page’s own policy').toEqual([]);
  // EX8: it asks before it is closed while something waits; whoever stays goes on selling.
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const question = await asked;
  expect(question.type()).toBe('beforeunload');
  await question.dismiss();

  await Promise.all([region.startSite('a'), region.startSite('b')]);
  await till.allConfirmed(90_000);
  await page.keyboard.press('F10');
  await expect(page.getByText(/· version \d+\.\d+\.\d+ ·/)).toBeVisible();
  await expect(page.getByText('second copy of each sale is kept in the browser')).toBeVisible();
  // What the browser answered to the page's request is what the person reads.
  const isKept = await page.evaluate(() => navigator.storage.persisted());
  await expect(
    page.getByText(isKept ? /keeps the till’s data/ : /may clear the till’s database/),
  ).toBeVisible();
  await expect(page.getByText(/^Nothing. Head office took every record/)).toBeVisible();
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
});
