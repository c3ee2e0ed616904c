import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
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

export type TillPlace = { pair: SitePair; cashier: SeedPerson; dir: string; number: string };

const UP_WITHIN_MS = 120_000;

/** Starts the host with a till's profile in `dir`; its first page may still be loading. */
export async function launchTill({ pair, dir }: TillPlace): Promise<ElectronApplication> {
  const profile = path.join(dir, 'profile');
  mkdirSync(profile, { recursive: true });
  return _electron.launch({
    executablePath: chooseHost().executablePath,
    args: [PROJECT, `--user-data-dir=${profile}`],
    env: {
      ...(process.env as Record<string, string>),
      EVERTILL_REGION_FILE: pair.keys.trustFile,
      EVERTILL_STATE_DIR: path.join(dir, 'state'),
    },
  });
}

/** The till's page with the bench's hand in it, up. */
export async function probedPage(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow();
  await page.waitForURL(TILL_URL);
  await page.addInitScript(installProbe);
  await page.addInitScript(noteEnterKeys);
  await reloaded(page);
  return page;
}

export const TILL_URL = /^(app:\/\/till|http:\/\/till\.app\.localhost)\//;

async function reloaded(page: Page): Promise<void> {
  await page.reload();
  await page.waitForFunction(() => window.probe.readyAt !== undefined, undefined, {
    timeout: UP_WITHIN_MS,
  });
}

/** Enrols a new till; ms from the command until its catalogue answers scans. */
export async function enrolTill(page: Page, { pair, cashier, number }: TillPlace): Promise<number> {
  const ask = { store: cashier.store, till: number };
  const { code } = await askAdmin<{ code: string }>(
    pair.a.url,
    pair.adminToken,
    '/v1/admin/enrolment-codes',
    ask,
  );
  return page.evaluate(untilCatalogue, { code, patienceMs: UP_WITHIN_MS });
}

/** In the page. */
async function untilCatalogue(arg: { code: string; patienceMs: number }): Promise<number> {
  const { probe } = window;
  const began = performance.now();
  const readyAt = new Promise<number>((resolve, reject) => {
    setTimeout(() => reject(new Error('no catalogue')), arg.patienceMs);
    probe.onView = (at) => {
      if (probe.view.catalogue?.ready === true) resolve(at);
    };
  });
  await probe.call('enrol', { code: arg.code });
  const at = await readyAt;
  probe.onView = () => undefined;
  return at - began;
}

/** Signs in once the store's people have come. */
export async function signInTill(page: Page, { number, pin }: SeedPerson): Promise<void> {
  await page.waitForFunction(
    async () => (await window.probe.call('staff-list', {})).length > 0,
    undefined,
    { timeout: UP_WITHIN_MS },
  );
  await page.evaluate((arg) => window.probe.call('sign-in', arg), { number, pin });
  await page.waitForFunction(() => window.probe.view.cashier !== undefined);
}

/** Opens a shift, up to the selling screen. */
export async function openTillShift(page: Page): Promise<void> {
  await page.evaluate(() => window.probe.call('open-shift', { float: 10_000 }));
  await page.waitForFunction(() => window.probe.view.phase?.at === 'selling');
}

/** Starts a new till and enrols it, opens a shift, and waits until its catalogue is there. */
export async function startTill(place: TillPlace): Promise<BenchTill> {
  await buildTill();
  const app = await launchTill(place);
  const page = await probedPage(app);
  await enrolTill(page, place);
  await signInTill(page, place.cashier);
  await openTillShift(page);
  return {
    page,
    reload: () => reloaded(page),
    signIn: () => signInTill(page, place.cashier),
    close: () => app.close(),
  };
}
