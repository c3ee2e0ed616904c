import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import type { SeedRow } from '../tools/demo/seed/region-rows.ts';
import { buildTill } from '../tools/build/build.ts';
import { chooseHost, PROJECT } from './host.ts';
import { openTestStore, startTestPair, STORE, type TestStore } from './region.ts';

export { expect } from '@playwright/test';

/** How to start a till; every field may be left out. */
export type LaunchOptions = {
  /** Profile folder (userData); a new one, removed after the test, where absent. */
  profile?: string;
  /** Added to this process's environment. */
  env?: Record<string, string>;
  /** Added after the app's path. */
  args?: readonly string[];
  /** Folder of the app to run; the till itself where absent. */
  app?: string;
};

/** A running till: the app, its first window's page, and its profile. */
export type LaunchedTill = {
  app: ElectronApplication;
  page: Page;
  profile: string;
  /** Main's process; Playwright forgets it once the app has ended. */
  main: ChildProcess;
  /** Dies as in a power cut: main gets no word. Resolves when the process is gone. */
  kill(): Promise<void>;
};

type Fixtures = {
  /** A folder of this test's own, removed afterwards. */
  freshProfile: () => string;
  /** Starts a till; whatever still runs when the test ends is closed. */
  launchTill: (options?: LaunchOptions) => Promise<LaunchedTill>;
};

type WorkerFixtures = {
  /**
   * Opens a new store, with these rows of its own, in a region that the files of a worker share: to
   * start one takes as long as most specs. For specs that bring back the sites they kill and change
   * nothing which another store sees but prices and flags of every test, which the next store finds
   * as they were; they look at their own store's rows only.
   */
  openStore: (rows?: (store: string) => readonly SeedRow[]) => Promise<TestStore>;
};

const UP_WITHIN_MS = 120_000;

export const test = base.extend<Fixtures, WorkerFixtures>({
  openStore: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      await buildTill();
      const { pair, stop } = await startTestPair();
      let stores = 0;
      await use((rows = () => []) => {
        const store = String(Number(STORE) + stores++).padStart(STORE.length, '0');
        return openTestStore(pair, store, rows(store));
      });
      await stop();
    },
    { scope: 'worker', timeout: UP_WITHIN_MS },
  ],
  // eslint-style empty pattern is how Playwright asks for "no fixtures".
  // oxlint-disable-next-line no-empty-pattern
  freshProfile: async ({}, use) => {
    const made: string[] = [];
    await use(() => {
      const folder = mkdtempSync(path.join(tmpdir(), 'till-profile-'));
      made.push(folder);
      return folder;
    });
    for (const folder of made) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  launchTill: async ({ freshProfile }, use) => {
    const running: LaunchedTill[] = [];
    await use(async (options = {}) => {
      const till = await launch({ ...options, profile: options.profile ?? freshProfile() });
      running.push(till);
      return till;
    });
    for (const till of running) if (isRunning(till.main)) await till.app.close();
  },
});

async function launch(options: LaunchOptions & { profile: string }): Promise<LaunchedTill> {
  const { profile } = options;
  const app = await _electron.launch({
    executablePath: chooseHost().executablePath,
    args: [options.app ?? PROJECT, `--user-data-dir=${profile}`, ...(options.args ?? [])],
    env: { ...(process.env as Record<string, string>), ...options.env },
  });
  const main = app.process();
  const page = await app.firstWindow();
  // The window is there before its page is.
  await page.waitForURL(/^(app:\/\/till|http:\/\/till\.app\.localhost)\//);
  return { app, page, profile, main, kill: () => kill(main) };
}

function isRunning(main: ChildProcess): boolean {
  return main.exitCode === null && main.signalCode === null;
}

async function kill(main: ChildProcess): Promise<void> {
  if (!isRunning(main)) return;
  const gone = new Promise<void>((resolve) => main.once('exit', () => resolve()));
  main.kill('SIGKILL');
  await gone;
}
