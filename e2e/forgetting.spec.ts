import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { clockOffApp } from './clock-off-app.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { documentsAt, journalOf } from './till-records.ts';

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore();
});

const [milk] = ARTICLES.map((a) => a.gtin.slice(1)) as [string];
/** More than ops are kept once both sites hold them. */
const DAYS_AGO = 40;

/** How many ops stand in the till's database, asked past every program of ours. */
function opsInDatabase(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const whenDone = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('no reason')));
      });
    const db = await whenDone(indexedDB.open('till'));
    const count = await whenDone(db.transaction('ops').objectStore('ops').count());
    db.close();
    return count;
  });
}

test('RL7 peers-43: what both sites confirmed 40 days ago goes when head office tells the time: the ops, then the journal’s file', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const app = clockOffApp(-DAYS_AGO);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const before = await machine.start({ app });
  await before.till.enrol(await region.enrolmentCode('01'));
  await before.till.signIn();
  await before.till.openShift();
  await before.till.sell([milk]);
  await before.till.sell([milk]);
  await before.till.allConfirmed();
  const old = journalOf(machine.state);
  const streams = [...new Set(old.map((r) => r.stream))];
  const files = (): string[] => readdirSync(path.join(machine.state, 'journal', streams[0] ?? ''));
  const [oldFile = 'none'] = files();
  expect(await opsInDatabase(before.page)).toBe(old.length);
  await before.kill();

  const now = await machine.start();
  await now.till.staffShown();
  await expect.poll(() => opsInDatabase(now.page), { timeout: 20_000 }).toBe(0);
  // The newest file of a stream stays until a newer one begins.
  expect(files()).toEqual([oldFile]);
  await now.till.signIn();
  await now.till.sell([milk]);
  await now.till.allConfirmed();
  expect(files()).toContain(oldFile);
  await now.kill();

  const again = await machine.start();
  await again.till.staffShown();
  await expect.poll(files, { timeout: 20_000 }).not.toContain(oldFile);
  await again.till.allConfirmed();
  // What is young stays, and head office has everything.
  const young = journalOf(machine.state);
  expect(young.length).toBeGreaterThan(0);
  expect(await opsInDatabase(again.page)).toBe(young.length);
  for (const site of ['a', 'b'] as const)
    expect(await documentsAt(region, site, streams)).toHaveLength(3);
  rmSync(app, { recursive: true });
});
