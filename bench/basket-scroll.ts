import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../tools/standin/find-chromium.ts';
import type { BenchRun } from './bench-run.ts';
import type { Metric } from './metric.ts';

const LINES = 60;
const STEPS = 120;
const STEP_PX = 40;

/** A basket of 60 lines scrolled down and up again: frames that came too late, beside a bare list. */
export async function basketScroll(run: BenchRun): Promise<Metric[]> {
  const { page } = await run.till();
  await page.evaluate(
    async (codes) => {
      await window.probe.call('cancel-basket', {});
      for (const code of codes) await window.probe.call('scan', { code });
    },
    run.gtins.slice(0, LINES),
  );
  await page.waitForFunction((n) => document.querySelectorAll('.basket-line').length === n, LINES);
  const ours = await scrollThrough(page, '.basket-lines');
  await page.evaluate(() => window.probe.call('cancel-basket', {}));
  const bare = await bareList();
  const late = lateFrames(ours);
  return [
    {
      name: 'basket.scroll.dropped',
      value: late,
      unit: 'frames',
      goal: '0 of a basket of 60 lines, or no more than a bare list',
      holds: late <= lateFrames(bare),
      comparedWith: 'a bare list of 60 lines in the same Chromium',
      peerValue: lateFrames(bare),
      samples: { till: ours.map(Math.round), bare: bare.map(Math.round) },
      settings: { lines: LINES, steps: STEPS, stepPx: STEP_PX, frames: ours.length },
    },
  ];
}

/** Frames that a screen of 60 a second would have shown between two that came. */
export function lateFrames(gaps: readonly number[]): number {
  const frame = 1000 / 60;
  return gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / frame) - 1), 0);
}

/** Turns the wheel over the list, down and up; ms between frames meanwhile. */
export async function scrollThrough(page: Page, selector: string): Promise<number[]> {
  await page.locator(selector).hover();
  const gaps = page.evaluate(watchFrames, STEPS * 20);
  for (let step = 0; step < STEPS; step++) {
    await page.mouse.wheel(0, step < STEPS / 2 ? STEP_PX : -STEP_PX);
    await page.waitForTimeout(10);
  }
  return gaps;
}

/** In the page. */
function watchFrames(forMs: number): Promise<number[]> {
  return new Promise((resolve) => {
    const gaps: number[] = [];
    let last = performance.now();
    const end = last + forMs;
    const next = (at: number): void => {
      gaps.push(at - last);
      last = at;
      if (at > end) resolve(gaps.slice(1));
      else requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}

export async function bareList(): Promise<number[]> {
  const browser = await chromium.launch({
    executablePath: await findChromium(process.env),
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    await page.goto('data:text/html,<ol id="list" style="height:600px;overflow:auto"></ol>');
    await page.evaluate((lines) => {
      const list = document.querySelector('#list');
      for (let n = 0; n < lines; n++) {
        const line = document.createElement('li');
        line.style.height = '64px';
        line.textContent = `line ${n}`;
        list?.append(line);
      }
    }, LINES);
    return await scrollThrough(page, '#list');
  } finally {
    await browser.close();
  }
}
