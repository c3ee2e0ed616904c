import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../tools/standin/find-chromium.ts';
import type { BenchRun } from './bench-run.ts';
import { noteEnterKeys } from './key-clock.ts';
import { allRounded, quantile, rounded, type Metric } from './metric.ts';

const SCANS = 300;
const LINES_A_BASKET = 20;
const WARM_UP = 10;
const COMMITTED_MS = 16;
const PAINTED_MS = 33;
const MOST_TRIES = 10;

declare global {
  interface Window {
    keyTimes: { committed: number[]; painted: number[] };
  }
}

/**
 * From the scanner's terminator key (its own time stamp) until the line stands in the document, and
 * until the frame with it is made; beside it an empty page that writes a text on the same key.
 */
export async function scanToLine(run: BenchRun): Promise<Metric[]> {
  const { page } = await run.till();
  const scans = run.quick ? 40 : SCANS;
  const { lost, ...till } = await measureScans(page, run.gtins, scans);
  const empty = await emptyPage(scans + WARM_UP);
  const beside = "an empty page's key to text, same keys, same Chromium";
  const metric = (name: string, of: 'committed' | 'painted', goalMs: number): Metric => {
    const ours = till[of];
    const theirs = empty[of].slice(WARM_UP);
    const value = quantile(ours, 0.99);
    const peerValue = quantile(theirs, 0.99);
    return {
      name,
      value: rounded(value),
      unit: 'ms',
      goal: `≤ ${goalMs} ms`,
      holds: value <= goalMs,
      comparedWith: beside,
      peerValue: rounded(peerValue),
      ratio: rounded(value / peerValue),
      samples: { till: allRounded(ours), empty: allRounded(theirs) },
      settings: {
        articles: run.articles,
        scans,
        linesABasket: LINES_A_BASKET,
        scansTriedAgain: lost,
        median: { till: rounded(quantile(ours, 0.5)), empty: rounded(quantile(theirs, 0.5)) },
      },
    };
  };
  return [
    metric('scan.to.line.p99', 'committed', COMMITTED_MS),
    metric('scan.to.line.p99 painted', 'painted', PAINTED_MS),
  ];
}

/** Scans articles nobody scanned before: neither side may live from what it has just shown. */
export async function measureScans(
  page: Page,
  gtins: readonly string[],
  scans: number,
): Promise<{ committed: number[]; painted: number[]; lost: number }> {
  let lost = 0;
  await page.evaluate(watchKeys, '[aria-label="Basket"]');
  for (let scan = 0; scan < scans + WARM_UP; scan++) {
    if (scan % LINES_A_BASKET === 0)
      await page.evaluate(() => window.probe.call('cancel-basket', {}));
    lost += await scanUntilSeen(page, gtins[(scan * 7) % gtins.length] ?? '', scan);
  }
  const { committed, painted } = await page.evaluate(() => window.keyTimes);
  await page.evaluate(() => window.probe.call('cancel-basket', {}));
  return { committed: committed.slice(WARM_UP), painted: painted.slice(WARM_UP), lost };
}

/**
 * Scans until the page answered; says how often that took another try. A busy machine may hand the
 * keys over so slowly that they are typing, not a scan.
 */
async function scanUntilSeen(page: Page, code: string, seenBefore: number): Promise<number> {
  for (let lost = 0; lost < MOST_TRIES; lost++) {
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
    const isSeen = await page
      .waitForFunction((n) => window.keyTimes.painted.length > n, seenBefore, { timeout: 2000 })
      .then(
        () => true,
        () => false,
      );
    if (isSeen) return lost;
    await page.keyboard.press('Escape');
  }
  throw new Error(`no scan of ${code} reached the page`);
}

async function emptyPage(scans: number): Promise<Window['keyTimes']> {
  const browser = await chromium.launch({
    executablePath: await findChromium(process.env),
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    await page.addInitScript(noteEnterKeys);
    await page.goto('data:text/html,<main id="out"></main>');
    await page.evaluate(() => {
      let presses = 0;
      window.addEventListener('keydown', ({ key }) => {
        const out = document.querySelector('#out');
        if (key === 'Enter' && out !== null) out.textContent = `line ${++presses}`;
      });
    });
    await page.evaluate(watchKeys, '#out');
    for (let scan = 0; scan < scans; scan++) {
      await scanUntilSeen(page, '4006381333931', scan);
    }
    return await page.evaluate(() => window.keyTimes);
  } finally {
    await browser.close();
  }
}

/** In either page: notes how long after each Enter the watched part changed, and was painted. */
function watchKeys(selector: string): void {
  window.keyTimes = { committed: [], painted: [] };
  const watched = document.querySelector(selector);
  if (watched === null) throw new Error(`no ${selector}`);
  const painted = new MessageChannel();
  let paintedFor = 0;
  painted.port1.addEventListener('message', () => {
    window.keyTimes.painted.push(performance.now() - paintedFor);
  });
  painted.port1.start();
  const seen = new MutationObserver(() => {
    const from = window.enterAt;
    if (from === undefined) return;
    window.enterAt = undefined;
    window.keyTimes.committed.push(performance.now() - from);
    // A message posted within a frame's callback is handled right after that frame was made.
    requestAnimationFrame(() => {
      paintedFor = from;
      painted.port2.postMessage(0);
    });
  });
  seen.observe(watched, { childList: true, subtree: true, characterData: true });
}
