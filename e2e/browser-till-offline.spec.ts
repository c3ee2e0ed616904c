import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { buildTill } from '../tools/build/build.ts';
import { buildServiceWorker } from '../tools/build/keep-page-offline.ts';
import { serveTillPage, type TillPage as ServedTill } from '../tools/demo/till-page-server.ts';
import { freePort } from '../tools/region/free-port.ts';
import { findChromium } from '../tools/standin/find-chromium.ts';
import { act, makeBuild, publish, release } from './build-lab.ts';
import { PROJECT } from './host.ts';
import { ARTICLES, startTestRegion, type TestRegion } from './region.ts';
import { TillPage } from './till-page.ts';

/*
 * The till in a plain browser that keeps itself: it opens with its own origin and both sites away,
 * and a newer build waits for the end of the sale.
 */
const [milk, bread, bar] = ARTICLES.map(({ gtin }) => gtin.slice(1)) as [string, string, string];
const NEWER = '99.0.0';

let region: TestRegion;
let browser: Browser;
/** What the origin serves: a copy, so that a newer build can be put there. */
let renderer = '';
let served: ServedTill;
let serve: () => Promise<ServedTill>;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  const port = await freePort();
  await buildTill(['main', 'preload', 'renderer']);
  renderer = mkdtempSync(path.join(tmpdir(), 'evertill-page-'));
  cpSync(path.join(PROJECT, 'dist/renderer'), renderer, { recursive: true });
  region = await startTestRegion({ env: { EVERTILL_TILL_ORIGINS: `http://127.0.0.1:${port}` } });
  const { a, b } = region.pair;
  const siteUrls = [a.url, b.url];
  serve = () => serveTillPage({ renderer, port, siteUrls, trustFile: region.trustFile });
  served = await serve();
  const executablePath = await findChromium(process.env);
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
test.afterAll(async () => {
  await browser.close();
  await served.close();
  await region.stop();
  rmSync(renderer, { recursive: true, force: true });
});

/** Collects what the page's own policy refuses, and what it throws. */
function watch(page: Page, refused: string[]): Page {
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedScript|CORS policy/.test(message.text()))
      refused.push(message.text());
  });
  page.on('pageerror', (error) => refused.push(error.message));
  return page;
}

/** The page is on this machine, whole, and opens from it. */
async function kept(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state), { timeout: 20_000 })
    .toBe('activated');
}

/** Puts a newer build of the page at the origin, as a deployment does. */
async function deployNewer(): Promise<void> {
  const index = path.join(renderer, 'index.html');
  const html = readFileSync(index, 'utf8').replace(/data-build="[^"]*"/, `data-build="${NEWER}"`);
  writeFileSync(index, html);
  await buildServiceWorker(PROJECT, renderer);
}

const buildOf = (page: Page): Promise<string | null> =>
  page.locator('html').getAttribute('data-build');

test('D24: a browser till opens with its origin and both sites away, sells, and takes a newer build only between sales', async () => {
  test.setTimeout(180_000);
  const refused: string[] = [];
  const context = await browser.newContext();
  const page = watch(await context.newPage(), refused);
  const till = new TillPage(page);
  await page.goto(served.url);
  await till.enrol(await region.enrolmentCode('03'));
  await till.signIn();
  await till.openShift();
  await till.sell([milk]);
  await till.allConfirmed();
  await kept(page);

  await Promise.all([served.close(), region.killSite('a'), region.killSite('b')]);
  await page.close();
  const cold = watch(await context.newPage(), refused);
  const again = new TillPage(cold);
  await cold.goto(served.url);
  await again.staffShown();
  await again.signIn();
  await again.sell([bread, bar]);
  await expect(cold.getByText(/^Offline · 1 sale safe on this till/).first()).toBeVisible({
    timeout: 60_000,
  });
  const first = await buildOf(cold);

  await deployNewer();
  served = await serve();
  await again.scan(bar);
  await expect(again.lines).toHaveCount(1);
  await cold.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect(cold.getByText('New version after this sale')).toBeVisible({ timeout: 20_000 });
  await expect(cold.getByRole('button', { name: 'Update now' })).toBeHidden();
  await again.payExact();
  expect(await buildOf(cold)).toBe(first);
  await again.nextCustomer();
  await cold.getByRole('button', { name: 'Update now' }).click();
  await expect(cold.locator(`html[data-build="${NEWER}"]`)).toBeAttached({ timeout: 20_000 });

  await again.staffShown();
  await again.signIn();
  await expect(cold.getByText(/2 sales safe on this till/).first()).toBeVisible({
    timeout: 60_000,
  });
  await expect(cold.getByRole('button', { name: 'Update now' })).toBeHidden();
  await Promise.all([region.startSite('a'), region.startSite('b')]);
  await again.allConfirmed(90_000);
  expect(refused, 'refused by the page’s own policy').toEqual([]);
});

test('UPD10: a browser till follows its store’s release between sales, and back; a bad build it leaves by itself with everything away', async () => {
  test.setTimeout(180_000);
  await deployNewer();
  for (const [version, fault] of [
    [NEWER, 'none'],
    ['99.1.0', 'none'],
    ['99.2.0', 'no-database'],
  ] as const)
    await publish(region, version, makeBuild(version, fault));
  await region.admin('a', 'builds/champion', { who: 'it', version: NEWER });
  const refused: string[] = [];
  const context = await browser.newContext();
  const page = watch(await context.newPage(), refused);
  const till = new TillPage(page);
  await page.goto(served.url);
  await till.enrol(await region.enrolmentCode('04'));
  await kept(page);
  const runs = (version: string): Promise<void> =>
    expect(page.locator(`html[data-build="${version}"]`)).toBeAttached({ timeout: 20_000 });
  await runs(NEWER);
  await till.signIn();
  await till.openShift();
  await till.allConfirmed();

  await release(region, 'browser-1', '99.1.0');
  await till.scan(milk);
  await expect(page.getByText('New version after this sale')).toBeVisible({ timeout: 60_000 });
  await till.payExact();
  await till.nextCustomer();
  await page.getByRole('button', { name: 'Update now' }).click();
  await runs('99.1.0');
  await till.staffShown();
  await till.signIn();
  await till.sell([bread]);
  await till.allConfirmed();

  // A start asks at once; a poke may come half a minute after the one before.
  await act(region, 'browser-1', 'rollback');
  await page.reload();
  await page.getByRole('button', { name: 'Update now' }).click({ timeout: 60_000 });
  await runs(NEWER);
  await till.staffShown();

  await release(region, 'browser-2', '99.2.0');
  await page.reload();
  await page.getByRole('button', { name: 'Update now' }).click({ timeout: 60_000 });
  await runs('99.2.0');
  await Promise.all([served.close(), region.killSite('a'), region.killSite('b')]);
  await page.reload();
  await runs('99.2.0');
  await page.reload();
  await runs(NEWER);
  await till.staffShown();
  await till.signIn();
  await till.sell([bar]);
  await expect(page.getByText(/1 sale safe on this till/).first()).toBeVisible({ timeout: 60_000 });
  await Promise.all([region.startSite('a'), region.startSite('b')]);
  await till.allConfirmed(90_000);
  served = await serve();
  // The bad build throws by itself; no build may do what the origin's policy forbids.
  expect(refused.filter((one) => /Policy|TrustedScript|CORS/.test(one))).toEqual([]);
});
