import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from '../standin/find-chromium.ts';
import { inRegion, ROOT } from './demo-home.ts';
import { electronBinary, noWindowReason } from './electron-binary.ts';
import type { Progress } from './progress.ts';
import { serveTillPage } from './till-page-server.ts';

export type DemoTill = {
  host: 'electron' | 'browser' | 'none';
  /** For people: where the till is. */
  line: string;
  stop(): Promise<void>;
};

type TillPlace = { dir: string; port: number; siteUrls: readonly string[]; progress: Progress };

/** Opens the built till of a region: Electron's window where that can be, else a page for the browser. */
export async function openDemoTill(place: TillPlace): Promise<DemoTill> {
  const reason = noWindowReason();
  const program = reason === undefined ? await electronBinary(place.progress) : undefined;
  if (program !== undefined) return openWindow(place, program);
  return openPage(place, reason ?? 'Electron could not be fetched');
}

function openWindow({ dir, progress }: TillPlace, program: string): DemoTill {
  const profile = inRegion.profile(dir);
  mkdirSync(profile, { recursive: true });
  const child = spawn(program, [ROOT, `--user-data-dir=${profile}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      EVERTILL_REGION_FILE: inRegion.trust(dir),
      EVERTILL_STATE_DIR: inRegion.state(dir),
    },
  });
  let isStopping = false;
  const gone = new Promise<void>((resolve) =>
    child.once('close', () => {
      if (!isStopping) progress.say('till closed; head office goes on until Ctrl-C');
      resolve();
    }),
  );
  child.once('error', () => progress.say(`till: ${program} cannot be run`));
  return {
    host: 'electron',
    line: 'in its own window (Electron)',
    async stop() {
      isStopping = true;
      child.kill();
      await gone;
    },
  };
}

async function openPage(place: TillPlace, reason: string): Promise<DemoTill> {
  const page = await serveTillPage({
    renderer: path.join(ROOT, 'dist', 'renderer'),
    port: place.port,
    siteUrls: place.siteUrls,
    trustFile: inRegion.trust(place.dir),
  });
  const browser = await findChromium(process.env).catch(() => undefined);
  if (browser === undefined)
    place.progress.say(
      `no Chromium found on this machine: install one (Debian: apt install chromium) to open ${page.url}`,
    );
  return {
    host: 'browser',
    line: `${page.url}  open it in Chromium (${reason})`,
    stop: () => page.close(),
  };
}
