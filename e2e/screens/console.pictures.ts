import { sealedCookies } from '../../server/src/features/console/sealed-cookies.ts';
import { ShiftOfTill } from '../../server/test/shift-of-till.ts';
import { NO_Z, type LastZ } from '../../src/domain/cashup/close-shift.ts';
import { makeTill } from '../../server/test/test-till.ts';
import { readFileSync } from 'node:fs';
import { startConsoleDesk, type ConsoleDesk } from '../console-region.ts';
import { expect, test } from '../fixtures.ts';
import { STORE } from '../region.ts';
import { drawScreen } from './picture-book.ts';

let desk: ConsoleDesk | undefined;
let region: ConsoleDesk['region'];
let browser: ConsoleDesk['browser'];

test.beforeAll(async () => {
  test.setTimeout(120_000);
  desk = await startConsoleDesk();
  ({ region, browser } = desk);
});
test.afterAll(async () => desk?.stop());

const DAY_MS = 86_400_000;
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
/** A day in the past, so that a clock near midnight draws the same. */
const SHOWN_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS;

/** Five Fridays of a store, hour by hour, and its Zs; then the tills of other stores. */
async function sellForWeeks(): Promise<void> {
  const { url, keyFile } = region.pair.a;
  for (const till of ['01', '02', '03']) {
    const one = makeTill(keyFile, { store: STORE, till });
    let last: LastZ = NO_Z;
    for (const week of [4, 3, 2, 1, 0]) {
      const day = SHOWN_MS - week * 7 * DAY_MS;
      const shift = new ShiftOfTill(one, `s-${till}-${week}`, dayOf(day));
      for (const hour of HOURS) {
        const gross = grossOf(Number(till), week, hour);
        const closed_ms = day + hour * 3_600_000 - 3_600_000 + 1_200_000;
        const tenders = isCashAt(hour)
          ? [{ type: 'cash', tendered: gross, amount: gross, change: 0 }]
          : [{ type: 'card', tendered: gross, amount: gross, change: 0, card: CARD }];
        shift.sell(gross, { closed_ms, tenders });
      }
      if (till === '03' && week === 0) continue;
      const off = ((week * 37 + Number(till) * 53) % 300) - 150;
      const [cash, card] = [true, false].map((isCash) => paid(Number(till), week, isCash));
      shift.count(10_000 + (cash ?? 0) + off, { card: card ?? 0 });
      last = shift.close(last);
    }
    await one.push(url);
    await one.hello(url, { app_version: '0.1.0' });
  }
  for (let i = 0; i < 60; i += 1) {
    const store = String(430 + Math.floor(i / 3)).padStart(4, '0');
    const one = makeTill(keyFile, { store, till: `0${(i % 3) + 1}` });
    const backlog =
      i === 20
        ? { waiting: 14, oldest_ms: 5 * 3_600_000, parked: 0 }
        : i === 31
          ? { waiting: 3, oldest_ms: 120_000, parked: 2 }
          : { waiting: 0, oldest_ms: 0, parked: 0 };
    await one.hello(url, { app_version: i % 23 === 5 ? '0.0.9' : '0.1.0', backlog });
  }
}

const CARD = { reference: 'r', scheme: 'visa', last4: '4242', auth: 'a', terminal_ref: 't' };
const grossOf = (till: number, week: number, hour: number): number =>
  4000 + 900 * ((hour * 7 + week * 5 + till) % 11) + hour * 150;
const HOURS = Array.from({ length: 12 }, (_, i) => i + 7);
/** Every third hour is paid in cash. */
const isCashAt = (hour: number): boolean => hour % 3 === 0;
const paid = (till: number, week: number, isCash: boolean): number =>
  HOURS.filter((hour) => isCashAt(hour) === isCash).reduce(
    (sum, hour) => sum + grossOf(till, week, hour),
    0,
  );

const QUICK_CASH = {
  ds: 'flag',
  k: 'sell-quick-cash',
  op: 'put',
  v: { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' },
};

/** What a till of tomorrow tells, and bytes that nobody can read. */
async function setAside(): Promise<void> {
  const { url, keyFile } = region.pair.a;
  const one = makeTill(keyFile, { store: STORE, till: '08' });
  const body = { cashier: '1', pieces: 3, pin: '4711' };
  const day = dayOf(SHOWN_MS);
  const op = { v: 1, seq: 1, kind: 'stock-counted', business_date: day, at_ms: SHOWN_MS, body };
  one.add(JSON.stringify(op));
  one.add('no JSON at all');
  await one.push(url);
}

/** A pilot of a flag in the stores there are, in its first stage. */
async function startPilot(): Promise<void> {
  const stage = (percent: number) => ({
    percent,
    advance: 'guards',
    min_soak_ms: 2 * 3_600_000,
    min_sales: 200,
    needs_approval: percent > 50,
    // A picture may be drawn on a Sunday.
    business_hours: percent > 10,
  });
  const flags = [{ key: 'sell-quick-cash', variant: 'on' }];
  const stages = [10, 25, 50, 100].map(stage);
  const release = { id: 'quick-cash', kind: 'flags', stages, flags };
  const by = { who: 'iris', why: 'cashiers asked for it' };
  await region.admin('a', 'releases', { ...by, release });
  await region.admin('a', 'releases/quick-cash/act', { ...by, action: 'start' });
}

test('the console: its door, the fleet, a till that is different, the site, a store’s day and its close', async () => {
  test.setTimeout(300_000);
  await sellForWeeks();
  const { pair } = region;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${pair.a.url}/console`);
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await drawScreen(page, 'console-door');
  const cookies = sealedCookies(readFileSync(pair.a.keyFile, 'utf8'), Date.now);
  const session = await cookies.sealSession({
    subject: 'it',
    name: 'Iris Tech',
    role: 'it',
    stores: [],
  });
  await context.addCookies([
    { name: 'evertill-console-a', value: session, url: `${pair.a.url}/console` },
  ]);
  await page.goto(`${pair.a.url}/console/fleet`);
  await expect(page.getByText('63 tills')).toBeVisible();
  await drawScreen(page, 'console-fleet');
  await page.getByRole('radio', { name: 'Need somebody' }).check({ force: true });
  await page.getByRole('row').nth(1).click();
  await expect(page.getByText('Why is it different?')).toBeVisible();
  await drawScreen(page, 'console-till');
  await region.admin('a', 'changes', { rows: [QUICK_CASH] });
  await page.goto(`${pair.a.url}/console/releases`);
  await page.getByRole('button', { name: 'New release' }).click();
  await page.getByLabel('Name', { exact: true }).fill('quick-cash');
  await page.getByLabel('Flag').selectOption('sell-quick-cash');
  await page.getByLabel('What it shall say').selectOption('on');
  await expect(page.getByText(/^Of \d+ stores?:/)).toBeVisible();
  await drawScreen(page, 'console-new-release');
  await setAside();
  await page.goto(`${pair.a.url}/console/parked`);
  await page.getByText('This build does not know what kind it is', { exact: true }).click();
  await expect(page.getByText('"pieces": 3')).toBeVisible();
  await drawScreen(page, 'console-set-aside');
  await page.getByRole('button', { name: 'Resolve', exact: true }).click();
  await page.getByRole('dialog').getByLabel('What was done').fill('booked by hand');
  await drawScreen(page, 'console-resolve');
  await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
  await startPilot();
  await page.goto(`${pair.a.url}/console/releases`);
  await expect(page.getByRole('heading', { name: 'quick-cash' })).toBeVisible();
  await page.getByText('Every step, who and why').click();
  await drawScreen(page, 'console-releases');
  await page.goto(`${pair.a.url}/console/audit`);
  await expect(page.getByText('booked by hand')).toBeVisible();
  await drawScreen(page, 'console-audit');
  await page.goto(`${pair.a.url}/console/sites`);
  await expect(page.getByText('Incarnation', { exact: true })).toBeVisible();
  await drawScreen(page, 'console-site');
  await page.goto(`${pair.a.url}/console/stores/${STORE}?day=${dayOf(SHOWN_MS)}`);
  await expect(page.getByRole('figure').first().locator('svg').first()).toBeVisible();
  await drawScreen(page, 'console-day');
  await page.getByRole('figure').first().scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await drawScreen(page, 'console-charts');
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByRole('button', { name: 'Close the day' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await drawScreen(page, 'console-close');
});
