import { once } from 'node:events';
import { CARD_CRASH_POINTS } from '../src/domain/pay/card-attempt.ts';
import { startTerminalSimulator } from '../src/main/terminal/testing/terminal-simulator.ts';
import { COMMIT_CRASH_POINTS, type CrashPoint } from '../src/sync/core/commit.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, type TestStore } from './region.ts';
import { TillMachine, type RunningTill } from './till-machine.ts';
import { expectSameEverywhere, journalOf, salesIn } from './till-records.ts';

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore();
});

const [milk, bread] = ARTICLES;
const COMPLETE = COMMIT_CRASH_POINTS.indexOf('commit:transaction-complete');
const SENT = COMMIT_CRASH_POINTS.indexOf('commit:transaction-sent');

/** What a crash at this point must leave; while the transaction is on its way, either is right. */
function mustHaveSold(point: CrashPoint): boolean | undefined {
  const at = COMMIT_CRASH_POINTS.indexOf(point);
  return at === SENT ? undefined : at >= COMPLETE;
}

/** A basket with milk and bread; what an earlier crash left in it stays. */
async function fillBasket({ till }: RunningTill, isKept: boolean): Promise<void> {
  if (!isKept) {
    await till.scan(milk.gtin.slice(1));
    await expect(till.lines).toHaveCount(1);
    await till.scan(bread.gtin.slice(1));
  }
  await expect(till.lines).toHaveCount(2);
  await expect(till.lines.nth(0)).toContainText(milk.name);
  await expect(till.lines.nth(1)).toContainText(bread.name);
}

async function payAndDie({ page, main }: RunningTill): Promise<void> {
  const gone = once(main, 'exit');
  await page.keyboard.press('F12');
  await expect(page.getByRole('heading', { name: 'To pay in cash' })).toBeVisible();
  await page.keyboard.press('F11');
  void page.keyboard.press('Enter').catch(() => undefined);
  expect(await gone).toEqual([null, 'SIGKILL']);
}

test('D11 promise 2 peers-3: killed at every point of the commit path, a sale is there once or its basket still is', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(240_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const first = await machine.open('01');
  await first.till.sell([milk.gtin.slice(1), bread.gtin.slice(1)]);
  await first.kill();
  let sold = 1;
  let isKept = false;
  for (const point of COMMIT_CRASH_POINTS) {
    const armed = await machine.start({ env: { TILL_CRASH_AT: `sale@${point}` } });
    await armed.till.staffShown();
    await armed.till.signIn();
    await fillBasket(armed, isKept);
    await payAndDie(armed);

    const after = await machine.start();
    await after.till.staffShown();
    isKept = await after.page.getByText('The open sale with 2 lines is kept.').isVisible();
    const isSold = !isKept;
    expect(isSold, point).toBe(mustHaveSold(point) ?? isSold);
    sold += isSold ? 1 : 0;
    const numbers = salesIn(journalOf(machine.state)).map((r) => r.op.body.doc_no ?? '');
    expect(numbers, point).toHaveLength(sold);
    expect(machine.receipts().sort(), point).toEqual(numbers.sort());
    await after.kill();
  }
  console.log(`crash points visited: ${COMMIT_CRASH_POINTS.length}`);

  const last = await machine.start();
  await last.till.staffShown();
  await last.till.signIn();
  await last.till.allConfirmed();
  await last.till.nothingParked();
  const series = salesIn(journalOf(machine.state)).map((r) => r.op.body.doc_no ?? '');
  expect(series.map((no) => Number(/\d+$/.exec(no)?.[0]))).toEqual(series.map((_, i) => i + 1));
  await expectSameEverywhere(region, machine.state);
});

test('dom-Y4: killed at every point of a card payment, the card is charged once and the sale sold once', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(240_000);
  const terminal = await startTerminalSimulator();
  try {
    const machine = new TillMachine(region, launchTill, freshProfile);
    await (await machine.open('02')).kill();
    const env = { EVERTILL_TERMINAL: `127.0.0.1:${terminal.port}` };
    for (const [at, point] of CARD_CRASH_POINTS.entries()) {
      const armed = await machine.start({ env: { ...env, TILL_CRASH_AT: point } });
      await armed.till.staffShown();
      await armed.till.signIn();
      await armed.till.scan(milk.gtin.slice(1));
      await expect(armed.till.lines).toHaveCount(1);
      const gone = once(armed.main, 'exit');
      await armed.page.keyboard.press('F12');
      void armed.page.keyboard.press('F10').catch(() => undefined);
      expect(await gone, point).toEqual([null, 'SIGKILL']);

      const after = await machine.start({ env });
      await after.till.staffShown();
      await after.till.signIn();
      const { page } = after;
      if (point === 'card:intent-stored') {
        // The terminal never heard of it, and says so: the sale is open as before.
        expect(terminal.charged(), point).toBe(0);
        await after.till.payExact();
      } else {
        await page.getByRole('button', { name: /^Finish the sale/ }).click();
        await after.till.soldShown();
        await expect(page.getByRole('region', { name: 'Receipt' })).toContainText('Visa ••1111');
      }
      expect(terminal.charged(), point).toBe(at * milk.amount);
      await after.kill();
    }
    console.log(`card crash points visited: ${CARD_CRASH_POINTS.length}`);
    expect(salesIn(journalOf(machine.state))).toHaveLength(CARD_CRASH_POINTS.length);
  } finally {
    await terminal.close();
  }
});
