import path from 'node:path';
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import { chooseHost, describeHost } from '../e2e/host.ts';
import { buildTill } from '../tools/build/build.ts';
import type { BenchRun } from './bench-run.ts';
import {
  enrolTill,
  launchTill,
  openTillShift,
  probedPage,
  signInTill,
  TILL_URL,
  type TillPlace,
} from './bench-till.ts';
import { sendScan } from './send-scan.ts';
import { allRounded, quantile, rounded, type Metric } from './metric.ts';

const ABOVE_EMPTY_MS = 1000;
const ROUNDS = 5;
const NUMBER = '71';
const EMPTY_APP = path.join(import.meta.dirname, 'empty-app');

/**
 * A till that is enrolled and in a shift, from the start of its process until the first scan stands as
 * a line; the time a cashier takes to sign in is left out. Beside it a window with nothing in it, on
 * the same host, until its text is there.
 */
export async function warmStart(run: BenchRun): Promise<Metric[]> {
  await buildTill();
  const { pair, cashier } = run;
  const place = { pair, cashier, dir: run.place(NUMBER), number: NUMBER };
  const first = await launchTill(place);
  const page = await probedPage(first);
  await enrolTill(page, place);
  await signInTill(page, cashier);
  await openTillShift(page);
  await first.close();
  const rounds = run.quick ? 1 : ROUNDS;
  const ours: number[] = [];
  const empty: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await tillStart(run, place, run.gtins[round] ?? ''));
    empty.push(await emptyStart(run.place(`empty-${round}`)));
  }
  const value = quantile(ours, 0.5) - quantile(empty, 0.5);
  return [
    {
      name: 'till.warmstart.100k',
      value: rounded(value),
      unit: 'ms',
      goal: `≤ ${ABOVE_EMPTY_MS} ms above an empty window on the same host`,
      holds: value <= ABOVE_EMPTY_MS,
      comparedWith: 'an empty window on the same host, whose start is taken off',
      peerValue: rounded(quantile(empty, 0.5)),
      ratio: rounded(quantile(ours, 0.5) / quantile(empty, 0.5)),
      samples: { till: allRounded(ours), empty: allRounded(empty) },
      settings: {
        host: describeHost(chooseHost()),
        articles: run.articles,
        from: 'process start',
        to: 'first scan stands as a line; from sign-in screen to selling screen left out',
        value: `difference of the medians of ${rounds}`,
      },
    },
  ];
}

async function tillStart(run: BenchRun, place: TillPlace, code: string): Promise<number> {
  const began = performance.now();
  const app = await launchTill(place);
  const page = await app.firstWindow();
  await page.waitForURL(TILL_URL);
  const { name, pin } = run.cashier;
  await page.getByText(name).first().waitFor({ timeout: 60_000 });
  const startedMs = performance.now() - began;
  await page.getByText(name).first().click();
  await page.getByLabel('PIN').fill(pin);
  await page.getByRole('button', { name: /^Sign in/ }).click();
  await page.getByLabel('Scan or search').waitFor({ timeout: 30_000 });
  const before = await lineCount(page);
  const scanned = performance.now();
  await sendScan(page, code);
  await expect.poll(() => lineCount(page), { intervals: [1] }).toBe(before + 1);
  const lineMs = performance.now() - scanned;
  await app.close();
  return startedMs + lineMs;
}

function lineCount(page: Page): Promise<number> {
  return page.getByRole('list', { name: 'Lines' }).getByRole('listitem').count();
}

async function emptyStart(dir: string): Promise<number> {
  const began = performance.now();
  const app: ElectronApplication = await _electron.launch({
    executablePath: chooseHost().executablePath,
    args: [EMPTY_APP, `--user-data-dir=${dir}`],
  });
  const page = await app.firstWindow();
  await page.waitForURL(TILL_URL);
  await page.getByText('empty').waitFor();
  const took = performance.now() - began;
  await app.close();
  return took;
}
