import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { buildTill } from '../tools/build/build.ts';
import { askAdmin } from '../tools/demo/admin-client.ts';
import type { SeedPerson } from '../tools/demo/seed/people.ts';
import type { SitePair } from '../tools/region/site-pair.ts';
import { chooseHost, PROJECT } from '../e2e/host.ts';
import { noteEnterKeys } from './key-clock.ts';
import { installProbe } from './page-probe.ts';

/** A real till on its host, driven by the commands its screens use. */
export type BenchTill = {
  page: Page;
  /** Loads the page anew and waits until the till is up. */
  reload(): Promise<void>;
  signIn(): Promise<void>;
  close(): Promise<void>;
};

type TillPlace = { pair: SitePair; cashier: SeedPerson; dir: string; number: string };

const UP_WITHIN_MS = 120_000;

/** Starts a new till and enrols it, opens a shift, and waits until its catalogue is there. */
export async function startTill({ pair, cashier, dir, number }: TillPlace): Promise<BenchTill> {
  await buildTill();
  const profile = path.join(dir, 'profile');
  mkdirSync(profile, { recursive: true });
  const app = await _electron.launch({
    executablePath: chooseHost().executablePath,
    args: [PROJECT, `--user-data-dir=${profile}`],
    env: {
      ...(process.env as Record<string, string>),
      EVERTILL_REGION_FILE: pair.keys.trustFile,
      EVERTILL_STATE_DIR: path.join(dir, 'state'),
    },
  });
  const page = await app.firstWindow();
  await page.waitForURL(/^(app:\/\/till|http:\/\/till\.app\.localhost)\//);
  await page.addInitScript(installProbe);
  await page.addInitScript(noteEnterKeys);
  const reload = async (): Promise<void> => {
    await page.reload();
    await page.waitForFunction(() => window.probe.readyAt !== undefined, undefined, {
      timeout: UP_WITHIN_MS,
    });
  };
  const signIn = async (): Promise<void> => {
    const { number: who, pin } = cashier;
    await page.evaluate((arg) => window.probe.call('sign-in', arg), { number: who, pin });
    await page.waitForFunction(() => window.probe.view.cashier !== undefined);
  };
  await reload();
  const ask = { store: cashier.store, till: number };
  const { code } = await askAdmin<{ code: string }>(
    pair.a.url,
    pair.adminToken,
    '/v1/admin/enrolment-codes',
    ask,
  );
  await page.evaluate((c) => window.probe.call('enrol', { code: c }), code);
  await page.waitForFunction(() => window.probe.view.catalogue?.ready === true, undefined, {
    timeout: UP_WITHIN_MS,
  });
  await page.waitForFunction(
    async () => (await window.probe.call('staff-list', {})).length > 0,
    undefined,
    { timeout: UP_WITHIN_MS },
  );
  await signIn();
  await page.evaluate(() => window.probe.call('open-shift', { float: 10_000 }));
  await page.waitForFunction(() => window.probe.view.phase?.at === 'selling');
  return { page, reload, signIn, close: () => app.close() };
}
