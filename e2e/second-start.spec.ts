import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from './fixtures.ts';
import { chooseHost, PROJECT } from './host.ts';
import { ARTICLES, PIN, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import type { TillPage } from './till-page.ts';
import { expectSameEverywhere, journalOf, salesIn } from './till-records.ts';

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore();
});
test.beforeEach(() => test.setTimeout(90_000));

const [milk, bread] = ARTICLES;
const gtin = (article: { gtin: string }): string => article.gtin.slice(1);

async function basketIsBack(till: TillPage): Promise<void> {
  await expect(till.page.getByText('The open sale with 2 lines is kept.')).toBeVisible();
  await till.signIn();
  await expect(till.lines).toHaveCount(2);
  await expect(till.lines.nth(0)).toContainText(milk.name);
  await expect(till.lines.nth(1)).toContainText(bread.name);
}

test('a second start on the same profile ends and brings the first to the front', async ({
  launchTill,
  freshProfile,
}) => {
  const machine = new TillMachine(region, launchTill, freshProfile);
  const first = await machine.start();
  await first.app.evaluate(({ BrowserWindow }) => {
    const seen = globalThis as unknown as { focused: number };
    seen.focused = 0;
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('no window');
    const focus = window.focus.bind(window);
    window.focus = () => {
      seen.focused += 1;
      focus();
    };
  });
  const args = ['--no-sandbox', PROJECT, `--user-data-dir=${machine.profile}`];
  const second = spawn(chooseHost().executablePath, args, { stdio: 'ignore' });
  expect(await once(second, 'exit')).toEqual([0, null]);
  const focused = (): Promise<number> =>
    first.app.evaluate(() => (globalThis as unknown as { focused: number }).focused);
  await expect.poll(focused).toBe(1);
  await expect(first.page.getByLabel('Code')).toBeVisible();
});

test('promise 2: a reload and a kill in mid-basket return to the same basket, and it sells once', async ({
  launchTill,
  freshProfile,
}) => {
  const machine = new TillMachine(region, launchTill, freshProfile);
  const first = await machine.open('01');
  await first.till.scan(gtin(milk));
  await expect(first.till.lines).toHaveCount(1);
  await first.till.scan(gtin(bread));
  await expect(first.till.lines).toHaveCount(2);

  await first.page.reload();
  await basketIsBack(first.till);
  await first.kill();

  const again = await machine.start();
  await basketIsBack(again.till);
  await again.till.payExact();
  await again.till.nextCustomer();
  await again.till.allConfirmed();
  expect(salesIn(journalOf(machine.state))).toHaveLength(1);
  await expectSameEverywhere(region, machine.state);
});

test('peers-4, peers-5: a sale that is paid stays paid over a reload on its receipt, whatever head office says meanwhile', async ({
  launchTill,
  freshProfile,
}) => {
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { page, till } = await machine.open('04');
  await till.scan(gtin(milk));
  await expect(till.lines).toHaveCount(1);
  await till.payExact();
  const [paid] = salesIn(journalOf(machine.state));
  await region.setPrice(milk.article, 999);
  await page.reload();
  await till.staffShown();
  await till.signIn();
  await expect(till.lines).toHaveCount(0);
  await till.allConfirmed();
  expect(salesIn(journalOf(machine.state))).toEqual([paid]);
  await expectSameEverywhere(region, machine.state);
});

test('dom-C: Enter twice, or a double click, takes the money once; a code nobody knows never sells', async ({
  launchTill,
  freshProfile,
}) => {
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { page, till } = await machine.open('02');
  await till.scan('4012345678901');
  await expect(page.getByText(/4012345678901 is not in the catalogue/).first()).toBeVisible();
  await expect(till.lines).toHaveCount(0);

  await till.scan(gtin(milk));
  await expect(till.lines).toHaveCount(1);
  await page.keyboard.press('F12');
  await expect(page.getByRole('heading', { name: 'To pay in cash' })).toBeVisible();
  await page.keyboard.press('F11');
  await Promise.all([page.keyboard.press('Enter'), page.keyboard.press('Enter')]);
  await till.soldShown();
  await till.nextCustomer();

  await till.scan(gtin(bread));
  await expect(till.lines).toHaveCount(1);
  await page.keyboard.press('F12');
  await expect(page.getByRole('heading', { name: 'To pay in cash' })).toBeVisible();
  await page.keyboard.press('F11');
  await page.getByRole('button', { name: /^Take/ }).dblclick();
  await till.soldShown();
  await till.nextCustomer();

  await till.allConfirmed();
  expect(salesIn(journalOf(machine.state)).map((r) => r.op.body.lines?.length)).toEqual([1, 1]);
  await expectSameEverywhere(region, machine.state);
});

test('D18: each enrolment that is refused says what to do next, and a good code still works', async ({
  launchTill,
  freshProfile,
}) => {
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { page, till } = await machine.start();
  const tryCode = async (code: string, next: RegExp): Promise<void> => {
    await page.getByLabel('Code').fill(code);
    await page.getByRole('button', { name: /^Enrol/ }).click();
    await expect(page.getByText(next)).toBeVisible();
  };
  await tryCode('A-0000-0000-0000', /That is not a code/);
  await tryCode('A-2222-2222-2222', /Head office does not know this code/);
  const expired = await issue('03', { ttl_ms: 1 });
  await tryCode(expired, /This code is too old/);
  const revoked = await issue('03');
  await region.admin('a', 'enrolment-codes/revoke', { code: revoked });
  await tryCode(revoked, /Head office has withdrawn this code/);

  const used = await issue('03');
  const other = new TillMachine(region, launchTill, freshProfile);
  const first = await other.start();
  await first.till.enrol(used);
  await tryCode(used, /Another till has used this code/);
  await till.enrol(await issue('04'));
});

test('dom-A1, dom-A2: a wrong PIN opens nothing, and after three the till makes one wait', async ({
  launchTill,
  freshProfile,
}) => {
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { page, till } = await machine.start();
  await till.enrol(await region.enrolmentCode('05'));
  await page.getByText('Ada Krüger').first().click();
  const tryPin = async (pin: string): Promise<void> => {
    await page.getByLabel('PIN').fill(pin);
    await page.getByRole('button', { name: /^Sign in/ }).click();
    await expect(page.getByLabel('PIN')).toHaveValue('');
  };
  for (let i = 0; i < 3; i++) {
    await tryPin('0000');
    await expect(page.getByText('Number or PIN is not right. Try again.')).toBeVisible();
  }
  await tryPin(PIN);
  await expect(page.getByText(/Too many wrong PINs\. Try again in \d seconds\./)).toBeVisible();
  expect(salesIn(journalOf(machine.state))).toEqual([]);
  // The wait is over some seconds later: then the right PIN opens the till.
  await expect(async () => {
    await page.getByLabel('PIN').fill(PIN);
    await page.getByRole('button', { name: /^Sign in/ }).click();
    await expect(page.getByLabel('Float in the drawer')).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
});

/** A one-time code, with further fields of the request. */
async function issue(till: string, more: object = {}): Promise<string> {
  const made = await region.admin('a', 'enrolment-codes', { store: region.store, till, ...more });
  return (made as { code: string }).code;
}
