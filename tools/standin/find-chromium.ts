import { existsSync } from 'node:fs';
import path from 'node:path';

const ON_THE_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The Chromium to play Electron's windows: TILL_CHROMIUM, else one on the system, else the one
 * Playwright keeps. Throws one clear line where there is none.
 */
export async function findChromium(env: NodeJS.ProcessEnv): Promise<string> {
  const named = env['TILL_CHROMIUM'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`stand-in: TILL_CHROMIUM names ${named}, which does not exist`);
  }
  const folders = ['/usr/bin', ...(env['PATH'] ?? '').split(path.delimiter).filter(Boolean)];
  for (const name of ON_THE_PATH)
    for (const folder of folders) {
      const file = path.join(folder, name);
      if (existsSync(file)) return file;
    }
  const { chromium } = await import('@playwright/test');
  const kept = chromium.executablePath();
  if (existsSync(kept)) return kept;
  throw new Error('stand-in: no Chromium found; install chromium or set TILL_CHROMIUM to one');
}
