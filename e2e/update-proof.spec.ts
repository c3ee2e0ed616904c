import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askAdmin } from '../tools/demo/admin-client.ts';
import { buildTill } from '../tools/build/build.ts';
import {
  act,
  bookOf,
  buildsAt,
  layDown,
  makeBuild,
  publish,
  release,
  supervise,
  type Fault,
} from './build-lab.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, startTestRegion, type TestRegion } from './region.ts';
import { TillMachine, type RunningTill } from './till-machine.ts';
import { expectSameEverywhere, journalOf, salesIn } from './till-records.ts';

/** `npm run update:proof` asks for all; the tests' own run leaves out what only takes longer. */
const IS_FULL = process.env['EVERTILL_UPDATE_PROOF'] === 'full';
const OLD = '0.1.0';
const NEW = '0.2.0';
const [milk, bread] = ARTICLES.map((a) => a.gtin.slice(1)) as [string, string];
const ENV = {
  // Whoever starts the till in these tests starts it again.
  EVERTILL_SUPERVISED: '1',
  // This host is none that was packed.
  EVERTILL_TAKES_BUILDS: '1',
  EVERTILL_BUILDS_ASK_S: '1',
  EVERTILL_BUILDS_BYTES_S: '100000000',
  EVERTILL_WELL_WITHIN_MS: '25000',
};

let region: TestRegion;
/** The old build, as the installer brought it; the new one, as it lies when an installer brings it. */
let shell: string;
let newShell: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  await buildTill(['main', 'preload', 'renderer']);
  region = await startTestRegion();
  await region.setFlag('sell-quick-cash', 'on');
  const [old, fresh] = [makeBuild(OLD), makeBuild(NEW)];
  shell = layDown(old, mkdtempSync(path.join(tmpdir(), 'till-shell-')));
  newShell = layDown(fresh, mkdtempSync(path.join(tmpdir(), 'till-shell-')));
  await publish(region, OLD, old);
  await publish(region, NEW, fresh);
  await region.admin('a', 'builds/champion', { who: 'it', version: OLD });
});
test.afterAll(async () => {
  await region.stop();
  for (const folder of [shell, newShell]) rmSync(folder, { recursive: true });
});

const buildOf = ({ page }: RunningTill) => page.locator('html').getAttribute('data-build');
const nowOf = (machine: TillMachine): string | undefined => bookOf(machine)?.now.version;

async function gone({ main }: RunningTill): Promise<void> {
  if (main.exitCode === null && main.signalCode === null) await once(main, 'exit');
}

/** The build in place, well. */
async function startsAs(machine: TillMachine, version: string): Promise<RunningTill> {
  const running = await machine.start({ app: shell, env: ENV });
  await running.till.staffShown();
  expect(await buildOf(running)).toBe(version);
  await expect.poll(() => bookOf(machine)?.trial ?? null, { timeout: 30_000 }).toBeNull();
  return running;
}

test('UPD4 D25: a pilot’s build is fetched and put in place on a closed till; taken back with sales unsent, the old build reads and sends them', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(180_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const first = await machine.start({ app: shell, env: ENV });
  await first.till.enrol(await region.enrolmentCode('01'));
  expect(await buildOf(first)).toBe(OLD);
  await release(region, 'forward', NEW);
  await gone(first);
  expect(bookOf(machine)).toMatchObject({ now: { version: NEW }, before: { version: OLD } });

  const second = await startsAs(machine, NEW);
  await second.till.signIn();
  await second.till.openShift();
  await second.till.allConfirmed();
  // Site A has them, site B does not: they wait, and head office can be asked.
  await region.killSite('b');
  await second.till.sell([milk]);
  await second.till.sell([milk, bread]);
  expect(salesIn(journalOf(machine.state))).toHaveLength(2);
  await act(region, 'forward', 'rollback');
  await new Promise((resolve) => setTimeout(resolve, 3000));
  // Somebody is signed in: not over their head.
  expect(nowOf(machine)).toBe(NEW);
  await second.kill();
  const third = await machine.start({ app: shell, env: ENV });
  await gone(third);
  expect(nowOf(machine)).toBe(OLD);

  const back = await startsAs(machine, OLD);
  await back.till.signIn();
  await back.till.sell([bread]);
  await region.startSite('b');
  await back.till.allConfirmed();
  await back.till.nothingParked();
  expect(salesIn(journalOf(machine.state))).toHaveLength(3);
  await expectSameEverywhere(region, machine.state);
});

test('UPD8: sales of the old build that nobody has are read and sent by the new one, and the other way round', async ({
  launchTill,
  freshProfile,
}) => {
  test.skip(!IS_FULL, 'npm run update:proof');
  test.setTimeout(180_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const lives = [
    { number: 1, app: shell },
    { number: 2, app: newShell },
    { number: 3, app: shell },
  ];
  for (const { number, app } of lives) {
    const running = await machine.start({ app, env: ENV });
    if (number === 1) {
      await running.till.enrol(await region.enrolmentCode('02'));
      await running.till.signIn();
      await running.till.openShift();
      await running.till.allConfirmed();
      await Promise.all([region.killSite('a'), region.killSite('b')]);
    } else await running.till.signIn();
    await running.till.sell([milk]);
    await running.till.sell([bread]);
    if (number === 3) {
      await Promise.all([region.startSite('a'), region.startSite('b')]);
      await running.till.allConfirmed();
      await running.till.nothingParked();
    }
    await running.kill();
  }
  expect(salesIn(journalOf(machine.state))).toHaveLength(6);
  await expectSameEverywhere(region, machine.state);
});

const FAULTS: readonly { fault: Fault; why: string; isShort: boolean }[] = [
  { fault: 'crashes', why: 'crash', isShort: true },
  { fault: 'hangs', why: 'hang', isShort: false },
  { fault: 'no-database', why: 'hang', isShort: false },
];

for (const [i, { fault, why, isShort }] of FAULTS.entries())
  test(`UPD6 UPD7: a build that ${fault} at its start: the one before is back by itself after two starts, and head office takes it back`, async ({
    launchTill,
    freshProfile,
  }) => {
    test.skip(!IS_FULL && !isShort, 'npm run update:proof');
    test.setTimeout(180_000);
    const version = `0.3.${i}`;
    const id = `faulty-${i}`;
    const machine = new TillMachine(region, launchTill, freshProfile);
    const first = await machine.start({ app: shell, env: ENV });
    await first.till.enrol(await region.enrolmentCode(`1${i}`));
    await publish(region, version, makeBuild(version, fault));
    await release(region, id, version);
    await gone(first);
    expect(nowOf(machine)).toBe(version);

    const env = {
      ...ENV,
      EVERTILL_WELL_WITHIN_MS: '5000',
      EVERTILL_REGION_FILE: region.trustFile,
      EVERTILL_STATE_DIR: machine.state,
    };
    const isBack = (): boolean => bookOf(machine)?.failed?.version === version;
    const starts = await supervise(shell, machine, env, isBack);
    expect(starts).toBe(3);
    expect(bookOf(machine)).toMatchObject({ now: { version: OLD }, failed: { version, why } });

    const { till } = await startsAs(machine, OLD);
    await till.signIn();
    await till.openShift();
    await till.sell([milk]);
    await till.allConfirmed();
    await expectSameEverywhere(region, machine.state);
    const at = `/v1/admin/releases/${id}`;
    const status = async (): Promise<string> =>
      (await askAdmin<{ status: string }>(region.pair.a.url, region.pair.adminToken, at)).status;
    await expect.poll(status, { timeout: 30_000 }).toBe('rolled-back');
    const { tills } = await buildsAt(region);
    expect(tills.find(({ failed }) => failed === version)).toMatchObject({ build: OLD, why });
    // Told again by nobody, tried again by nobody.
    expect(nowOf(machine)).toBe(OLD);
  });
