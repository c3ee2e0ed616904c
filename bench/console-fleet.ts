import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import type { ConsoleMe } from '../src/contracts/console.ts';
import { cookieNames, sealedCookies } from '../server/src/features/console/sealed-cookies.ts';
import { buildTill } from '../tools/build/build.ts';
import type { SitePair } from '../tools/region/site-pair.ts';
import { findChromium } from '../tools/standin/find-chromium.ts';
import { bareList, lateFrames, scrollThrough } from './basket-scroll.ts';
import { allRounded, quantile, rounded, type Metric } from './metric.ts';

const TRIES = 20;
const GOAL_MS = 1000;
const IT: Omit<ConsoleMe, 'expires_ms'> = {
  subject: 'bench',
  name: 'Bench',
  role: 'it',
  stores: [],
};

/** The fleet's table in the console of site A, while the tills go on: from the address to the first rows on screen, and frames that come late while it is scrolled. */
export async function consoleFleet({ a }: SitePair, tills: number): Promise<Metric[]> {
  await buildTill();
  const cookies = sealedCookies(readFileSync(a.keyFile, 'utf8'), Date.now);
  const value = await cookies.sealSession(IT);
  const browser = await chromium.launch({
    executablePath: await findChromium(process.env),
    args: ['--no-sandbox'],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    await context.addCookies([{ name: cookieNames('A').session, value, url: a.url }]);
    const page = await context.newPage();
    const paints: number[] = [];
    for (let i = 0; i < TRIES; i += 1) {
      await page.goto(`${a.url}/console/fleet`, { waitUntil: 'commit' });
      await page.locator('[role="row"]').nth(5).waitFor();
      // The frame in which the rows stand, by the page's own clock from the start of its navigation.
      const at = await page.evaluate(
        () => new Promise<number>((done) => requestAnimationFrame(() => done(performance.now()))),
      );
      paints.push(at);
    }
    const ours = await scrollThrough(page, '.table-scroll');
    const bare = await bareList();
    const worst = quantile(paints, 0.99);
    return [
      {
        name: 'console.fleet.first.paint',
        value: rounded(worst),
        unit: 'ms',
        goal: `≤ ${GOAL_MS} ms with 5,000 tills, the slowest of ${TRIES}`,
        holds: worst <= GOAL_MS,
        comparedWith: `limit ${GOAL_MS} ms`,
        peerValue: GOAL_MS,
        ratio: rounded(worst / GOAL_MS),
        samples: { ms: allRounded(paints) },
        settings: { tills, median: rounded(quantile(paints, 0.5)) },
      },
      {
        name: 'console.fleet.scroll.dropped',
        value: lateFrames(ours),
        unit: 'frames',
        goal: '0 with 5,000 tills, or no more than a bare list',
        holds: lateFrames(ours) <= lateFrames(bare),
        comparedWith: 'a bare list of 60 lines in the same Chromium',
        peerValue: lateFrames(bare),
        samples: { console: ours.map(Math.round), bare: bare.map(Math.round) },
        settings: { tills, frames: ours.length },
      },
    ];
  } finally {
    await browser.close();
  }
}
