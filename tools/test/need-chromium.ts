import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from '../standin/find-chromium.ts';

const APT = '/usr/bin/apt-get';

/**
 * A Chromium for screens and end-to-end specs: one that is here, else Debian's, which root may
 * install. Answers why there is none, with the remedy, or undefined where all is well.
 */
export async function needChromium(): Promise<string | undefined> {
  if ((await found()) !== undefined) return undefined;
  if (process.getuid?.() === 0 && existsSync(APT)) {
    console.log("no browser found, installing Debian's chromium");
    const quiet = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']])
      spawnSync(APT, args, { stdio: ['ignore', 'ignore', 'inherit'], env: quiet });
    if ((await found()) !== undefined) return undefined;
  }
  return 'no browser: install chromium (Debian: apt-get install chromium; else Google Chrome, or npx playwright install chromium), or name one in TILL_CHROMIUM';
}

async function found(): Promise<string | undefined> {
  return findChromium(process.env).catch(() => undefined);
}
