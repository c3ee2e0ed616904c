import type { ConsoleMessage, Page } from '@playwright/test';
import { seededRandom } from '../src/sync/testing/seeded-random.ts';
import { expect, test } from './fixtures.ts';
import { idbBackend } from './idb-backend.ts';
import { ARTICLES, type TestStore } from './region.ts';
import { processesOn } from './process-tree.ts';
import { sellInPage } from './sell-in-page.ts';
import { TillMachine, type RunningTill } from './till-machine.ts';
import { expectSameEverywhere, journalOf, salesIn } from './till-records.ts';

/** `npm run soak` asks for many, with a seed of its own a batch. */
const CYCLES = Number(process.env['SOAK_CYCLES'] ?? 2);
const SEED = Number(process.env['SOAK_SEED'] ?? 1);
const MANY = 1_000_000;

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore();
  await region.setFlag('sell-quick-cash', 'on');
});

const gtins = ARTICLES.map((a) => a.gtin.slice(1));

/** SIGKILL to Chromium and main at once: no pipe that closes first lets Chromium end in order. */
async function killAll(machine: TillMachine, running: RunningTill): Promise<void> {
  for (const pid of processesOn(machine.profile))
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It went with the one before it.
    }
  await running.kill();
}

/** Document numbers that the screen called sold and stored, whatever became of the till then. */
function watchSold(page: Page, told: Set<string>): void {
  page.on('console', (message: ConsoleMessage) => {
    const [, number] = /^sold (\S+)$/.exec(message.text()) ?? [];
    if (number !== undefined) told.add(number);
  });
}

test(`promise 1, H6: killed twice in quick succession while selling, ${CYCLES} times over: every sale that was shown as stored is there, once`, async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(60_000 + CYCLES * 40_000);
  const random = seededRandom(SEED);
  const told = new Set<string>();
  const machine = new TillMachine(region, launchTill, freshProfile);
  const pause = (from: number, to: number) =>
    new Promise((resolve) => setTimeout(resolve, from + random() * (to - from)));
  const last = (): number => salesIn(journalOf(machine.state)).length;

  let running: RunningTill = await machine.open('01');
  // Asked of the files: Chromium takes a switch it does not know without a word.
  expect(idbBackend(machine.profile)).toBe('sqlite');
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    watchSold(running.page, told);
    await running.till.allConfirmed();
    const selling = sellInPage(running.page, gtins, { first: last() + 1, last: MANY });
    await Promise.all([
      selling.catch(() => undefined),
      pause(500, 3000).then(() => killAll(machine, running)),
    ]);
    // A short life between the two kills is what made Chromium delete a whole database (H6).
    const short = await machine.start();
    await pause(0, 1500);
    await killAll(machine, short);
    running = await machine.start();
    await running.till.staffShown();
    await running.till.signIn();
  }
  await running.till.allConfirmed();
  await running.till.nothingParked();
  const stored = salesIn(journalOf(machine.state)).map((r) => r.op.body.doc_no ?? '');
  expect(new Set(stored).size).toBe(stored.length);
  expect([...told].filter((number) => !stored.includes(number))).toEqual([]);
  expect(told.size).toBeGreaterThan(0);
  await expectSameEverywhere(region, machine.state);
  const backend = idbBackend(machine.profile);
  expect(backend).toBe('sqlite');
  console.log(
    `soak: ${CYCLES} cycles, ${told.size} sales shown, ${stored.length} stored, IndexedDB in ${backend}`,
  );
});
