import { startTerminalSimulator } from '../src/main/terminal/testing/terminal-simulator.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, pinVerifier, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import {
  expectSameEverywhere,
  journalOf,
  OF_STORE,
  query,
  salesIn,
  setAside,
} from './till-records.ts';

const [milk, bread] = ARTICLES;
const SIGNER = { number: '203', pin: '908172' };
const eva = (store: string) => [
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
];

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore(eva);
});

test('dom-Y4, dom-Y5, dom-C2: cash and card together, declined then cash, and a terminal that is silent: signed for, sold in cash, given back by itself', async ({
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
    const { page, till } = await machine.start({ env });
    await till.enrol(await region.enrolmentCode('01'));
    await till.signIn();
    await till.openShift();
    const begin = async (article: { gtin: string }): Promise<void> => {
      await till.scan(article.gtin.slice(1));
      await expect(till.lines).toHaveCount(1);
      await page.keyboard.press('F12');
      await expect(page.getByRole('heading', { name: 'To pay in cash' })).toBeVisible();
    };

    await test.step('one euro in cash, the rest by card', async () => {
      await begin(bread);
      await page.keyboard.type('100');
      await page.keyboard.press('F4');
      await expect(page.getByRole('list', { name: 'Taken so far' })).toContainText('Cash');
      await page.keyboard.press('F10');
      await till.soldShown();
      const receipt = page.getByRole('region', { name: 'Receipt' });
      await expect(receipt).toContainText('Visa ••1111');
      await expect(receipt).toContainText('Auth A1B2C3');
      await till.nextCustomer();
    });

    await test.step('declined, then cash', async () => {
      terminal.behaviour = 'decline';
      await begin(milk);
      await page.keyboard.press('F10');
      await expect(page.getByText('The card was declined (No money).')).toBeVisible();
      await page.keyboard.press('F11');
      await page.keyboard.press('Enter');
      await till.soldShown();
      await till.nextCustomer();
    });

    await test.step('charged, and silent for ever: three choices, and cash goes on', async () => {
      terminal.behaviour = 'silent';
      await begin(milk);
      await page.keyboard.press('F10');
      await terminal.until(() => terminal.payments.size === 3);
      terminal.isDeaf = true;
      await expect(page.getByRole('heading', { name: /^Nobody knows yet/ })).toBeVisible({
        timeout: 15_000,
      });
      const choices = page.getByRole('group', { name: 'What to do' }).getByRole('button');
      await expect(choices).toHaveCount(3);
      await page.keyboard.press('F7');
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Number of who signs').fill(SIGNER.number);
      await dialog.getByLabel('PIN of who signs').fill(SIGNER.pin);
      await dialog.getByRole('button', { name: /^Sign/ }).click();
      await expect(page.getByRole('heading', { name: 'To pay in cash' })).toBeVisible();
      await page.keyboard.press('F11');
      await page.keyboard.press('Enter');
      await till.soldShown();
      await till.nextCustomer();
      terminal.isDeaf = false;
      await expect.poll(() => terminal.charged(), { timeout: 20_000 }).toBe(bread.amount - 100);
    });

    const events = (): unknown[] =>
      journalOf(machine.state)
        .filter(({ op }) => op.kind === 'card-payment')
        .map(({ op }) => op.body);
    await expect.poll(events).toMatchObject([
      { event: 'treated-as-not-paid', amount: milk.amount, cashier: '104', approver: '203' },
      { event: 'reversed', amount: milk.amount },
    ]);
    const tenders = salesIn(journalOf(machine.state)).map(({ op }) =>
      Reflect.get(op.body, 'tenders'),
    );
    expect(tenders).toMatchObject([
      [
        { type: 'cash', amount: 100 },
        { type: 'card', amount: bread.amount - 100 },
      ],
      [{ type: 'cash', amount: milk.amount }],
      [{ type: 'cash', amount: milk.amount }],
    ]);

    await till.allConfirmed();
    await expectSameEverywhere(region, machine.state);
    for (const site of ['a', 'b'] as const) {
      expect(await setAside(region, site)).toEqual([]);
      const sums = `SELECT tender, amount::int FROM projection.tender_sums WHERE ${OF_STORE} ORDER BY tender`;
      expect(await query(region, site, sums, [region.store])).toEqual([
        { tender: 'card', amount: bread.amount - 100 },
        { tender: 'cash', amount: 100 + 2 * milk.amount },
      ]);
    }
  } finally {
    await terminal.close();
  }
});
