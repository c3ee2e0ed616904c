import { startTerminalSimulator } from '../src/main/terminal/testing/terminal-simulator.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import type { TillPage } from './till-page.ts';
import {
  expectSameEverywhere,
  journalOf,
  OF_STORE,
  query,
  salesIn,
  setAside,
} from './till-records.ts';

const [milk, bread] = ARTICLES;
const rows = (store: string) => [
  { op: 'put' as const, ds: 'permission', k: `${store}/cashier/return`, v: { allowed: true } },
];

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore(rows);
});

/** One piece of the oldest receipt goes into the open sale. */
async function takeIn({ page, lines }: TillPage): Promise<void> {
  await page.keyboard.press('Control+e');
  await page.getByRole('option').last().click();
  await expect(page.getByRole('button', { name: /^Return goods/ })).toBeEnabled();
  await page.keyboard.press('F4');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('+');
  await page.keyboard.press('2');
  await expect(page.getByRole('button', { name: /^Exchange/ })).toBeEnabled();
  await page.keyboard.press('F9');
  await expect(lines.first()).toContainText('Comes back');
}

test('dom-E1: bread paid by card for milk: the difference goes back to the card over a kill of the till; milk for bread pays the difference; both sites count what came back', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const terminal = await startTerminalSimulator();
  try {
    const machine = new TillMachine(region, launchTill, freshProfile);
    const env = { EVERTILL_TERMINAL: `127.0.0.1:${terminal.port}` };
    const first = await machine.start({ env });
    await first.till.enrol(await region.enrolmentCode('01'));
    await first.till.signIn();
    await first.till.openShift();
    for (let n = 0; n < 2; n++) await first.till.scan(bread.gtin.slice(1));
    await expect(first.page.getByText(/^1 line · 2/).first()).toBeVisible();
    await first.page.keyboard.press('F12');
    await expect(first.page.getByRole('heading', { name: 'To pay in cash' })).toBeVisible();
    await first.page.keyboard.press('F10');
    await first.till.soldShown();
    await first.till.nextCustomer();

    await takeIn(first.till);
    // With nothing new beside it, what the till says to press is what helps.
    await first.page.keyboard.press('F12');
    await expect(first.page.getByText(/^Nothing is sold beside it\. .*\(Del\)/)).toBeVisible();
    await first.page.keyboard.press('Delete');
    await expect(first.till.lines).toHaveCount(0);

    await takeIn(first.till);
    await first.till.scan(milk.gtin.slice(1));
    await expect(first.till.lines).toHaveCount(2);
    await first.page.keyboard.press('F12');
    await expect(first.page.getByRole('heading', { name: 'To pay out' })).toBeVisible();
    // The card has its money, and the power goes before the till hears of it.
    terminal.behaviour = 'silent';
    await first.page.keyboard.press('Enter');
    await terminal.until(() => terminal.refunded() === bread.amount - milk.amount);
    terminal.isDeaf = true;
    await first.kill();
    terminal.isDeaf = false;

    const { till, page } = await machine.start({ env });
    await till.staffShown();
    await till.signIn();
    await expect(page.getByRole('heading', { name: 'The card has its money back' })).toBeVisible();
    await till.nextCustomer();
    await expect(till.lines).toHaveCount(0);
    expect(terminal.refunded()).toBe(bread.amount - milk.amount);

    await takeIn(till);
    for (let n = 0; n < 3; n++) await till.scan(milk.gtin.slice(1));
    await expect(till.lines).toHaveCount(2);
    await expect(page.getByText(/^2 lines · 3/).first()).toBeVisible();
    await till.payExact();
    await till.nextCustomer();

    const due = 3 * milk.amount - bread.amount;
    const documents = salesIn(journalOf(machine.state)).map(({ op }) => op.body);
    expect(documents.map(({ totals }) => totals?.gross)).toEqual([
      2 * bread.amount,
      milk.amount - bread.amount,
      due,
    ]);
    await till.allConfirmed();
    await expectSameEverywhere(region, machine.state);
    for (const site of ['a', 'b'] as const) {
      expect(await setAside(region, site)).toEqual([]);
      const back =
        'SELECT of_line, qty_milli::int, sold_milli::int FROM projection.returned_lines WHERE store = $1';
      const row = { of_line: '1', qty_milli: 1000, sold_milli: 2000 };
      expect(await query(region, site, back, [region.store])).toEqual([row, row]);
      const sums = `SELECT tender, amount::int FROM projection.tender_sums WHERE ${OF_STORE} ORDER BY tender`;
      expect(await query(region, site, sums, [region.store])).toEqual([
        { tender: 'card', amount: bread.amount + milk.amount },
        { tender: 'cash', amount: due },
      ]);
    }
  } finally {
    await terminal.close();
  }
});
