import { startTerminalSimulator } from '../src/main/terminal/testing/terminal-simulator.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, pinVerifier, type TestStore } from './region.ts';
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

const [milk] = ARTICLES;
const gtin = milk.gtin.slice(1);
const SIGNER = { number: '203', pin: '908172' };
const rows = (store: string) => [
  {
    ds: 'staff',
    k: `${store}/${SIGNER.number}`,
    op: 'put' as const,
    v: {
      name: 'Eva Sommer',
      role: 'supervisor',
      pin: pinVerifier(SIGNER.pin),
      expires_ms: Date.now() + 1000 * 3600 * 1000,
    },
  },
  { op: 'put' as const, ds: 'permission', k: `${store}/cashier/return`, v: { allowed: true } },
];

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore(rows);
});

/** Of the newest receipt of these goods so many pieces, up to the key that pays them back. */
async function choose({ page }: TillPage, pieces: number): Promise<void> {
  await page.keyboard.press('Control+e');
  await page.getByRole('option').last().click();
  await expect(page.getByRole('button', { name: /^Return goods/ })).toBeEnabled();
  await page.keyboard.press('F4');
  await expect(page.getByRole('dialog')).toBeVisible();
  for (let n = 0; n < pieces; n++) await page.keyboard.press('+');
  await page.keyboard.press('1');
}

test('dom-O3, dom-Y4: paid by card, one piece goes back to the card over a kill, one in cash on a signature, one to the card; both sites agree', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const terminal = await startTerminalSimulator();
  try {
    const machine = new TillMachine(region, launchTill, freshProfile);
    const env = {
      EVERTILL_TERMINAL: `127.0.0.1:${terminal.port}`,
      EVERTILL_TERMINAL_PATIENCE_MS: '700',
    };
    const first = await machine.start({ env });
    await first.till.enrol(await region.enrolmentCode('01'));
    await first.till.signIn();
    await first.till.openShift();
    for (let n = 0; n < 3; n++) await first.till.scan(gtin);
    await expect(first.page.getByText(/^1 line · 3/).first()).toBeVisible();
    await first.page.keyboard.press('F12');
    await expect(first.page.getByRole('heading', { name: 'To pay in cash' })).toBeVisible();
    await first.page.keyboard.press('F10');
    await first.till.soldShown();
    await first.till.nextCustomer();
    await first.till.allConfirmed();

    await test.step('given back and unheard; killed; the document is there after the start', async () => {
      terminal.behaviour = 'silent';
      await choose(first.till, 1);
      await first.page.getByRole('button', { name: /^Back to the card 1,49/ }).dblclick();
      await terminal.until(() => terminal.refunded() === milk.amount);
      terminal.isDeaf = true;
      await first.kill();
    });
    terminal.isDeaf = false;
    terminal.behaviour = 'decline';
    const { till, page } = await machine.start({ env });
    await till.staffShown();
    const returns = () => salesIn(journalOf(machine.state)).slice(1);
    await expect.poll(() => returns().length, { timeout: 20_000 }).toBe(1);
    await till.signIn();
    await expect(page.getByRole('heading', { name: 'The card has its money back' })).toBeVisible();
    await till.nextCustomer();

    await test.step('refused: cash, signed for', async () => {
      await choose(till, 1);
      await page.getByRole('button', { name: /^Back to the card 1,49/ }).click();
      await expect(page.getByText('The refund was refused (Not allowed).')).toBeVisible();
      await page.keyboard.press('F11');
      await expect(page.getByRole('alertdialog')).toBeVisible();
      await page.keyboard.press('1');
      await page
        .getByRole('alertdialog')
        .getByRole('button', { name: /^Pay in cash/ })
        .click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Number of who signs').fill(SIGNER.number);
      await dialog.getByLabel('PIN of who signs').fill(SIGNER.pin);
      await dialog.getByRole('button', { name: /^Sign/ }).click();
      await expect(page.getByRole('heading', { name: 'Pay the customer' })).toBeVisible();
      await till.nextCustomer();
    });

    await test.step('the rest to the card', async () => {
      terminal.behaviour = 'approve';
      await choose(till, 1);
      await page.getByRole('button', { name: /^Back to the card 1,49/ }).click();
      await expect(
        page.getByRole('heading', { name: 'The card has its money back' }),
      ).toBeVisible();
      await till.nextCustomer();
    });

    expect(terminal.refunded()).toBe(2 * milk.amount);
    expect(returns().map(({ op }) => Reflect.get(op.body, 'tenders'))).toMatchObject([
      [{ type: 'card', amount: -milk.amount, card: { last4: '1111' } }],
      [{ type: 'cash', amount: -milk.amount }],
      [{ type: 'card', amount: -milk.amount }],
    ]);
    await till.allConfirmed();
    await expectSameEverywhere(region, machine.state);
    for (const site of ['a', 'b'] as const) {
      expect(await setAside(region, site)).toEqual([]);
      const sums = `SELECT tender, amount::int FROM projection.tender_sums WHERE ${OF_STORE} ORDER BY tender`;
      expect(await query(region, site, sums, [region.store])).toEqual([
        { tender: 'card', amount: milk.amount },
        { tender: 'cash', amount: -milk.amount },
      ]);
      const back =
        'SELECT sum(qty_milli)::int AS back FROM projection.returned_lines WHERE store = $1';
      expect(
        Math.abs((await query<{ back: number }>(region, site, back, [region.store]))[0]?.back ?? 0),
      ).toBe(3000);
    }
  } finally {
    await terminal.close();
  }
});
