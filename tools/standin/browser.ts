import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { CdpPipe } from './cdp-pipe.ts';
import { banPopups } from './popup-ban.ts';
import { findChromium } from './find-chromium.ts';

/** Keeps Chromium off the network and out of the way; nothing here changes what pages may do. */
const QUIET = [
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-extensions',
  '--disable-breakpad',
  '--disable-hang-monitor',
  '--disable-prompt-on-repost',
  '--mute-audio',
  '--password-store=basic',
  // The till's windows never throttle (backgroundThrottling: false), and only such windows are played.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/**
 * Pages of Chromium's own, which no Electron has: the list below its address bar took twice the
 * processor that a start of the till takes, and a spare renderer is never used by one window.
 */
const OWN_PAGES = [
  'PreloadTopChromeWebUI',
  'SpareRendererForSitePerProcess',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'WebUIOmniboxPopup',
];

/** How long a Chromium of a killed host may take to notice the closed pipe, ms. */
const OLD_CHROMIUM_MS = 10_000;
/** How long Chromium may take to write its stores and leave, ms. */
const LEAVE_MS = 10_000;

/** A running Chromium: its protocol pipe, its version and its end. */
export type Browser = {
  cdp: CdpPipe;
  product: string;
  /** Resolves when the process is gone. */
  gone: Promise<void>;
  close(): Promise<void>;
};

/**
 * Starts Chromium on `profile` with the app's switches. With `remote-debugging-port` among them
 * its DevTools line is repeated on our stderr, where Playwright waits for it.
 */
export async function startBrowser(
  profile: string,
  switches: ReadonlyMap<string, string>,
  resolverRules: string,
): Promise<Browser> {
  await outliveOldChromium(profile);
  const program = await findChromium(process.env);
  const child = spawn(program, chromiumArgs(profile, switches, resolverRules), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const cdp = new CdpPipe(child.stdio[4] as Readable, child.stdio[3] as Writable);
  const listening = repeatDevToolsLine(child);
  const { product } = await cdp
    .send<{ product: string }>('Browser.getVersion')
    .catch(() => Promise.reject(new Error(`stand-in: ${program} did not start`)));
  await banPopups(cdp);
  if (switches.has('remote-debugging-port')) await listening;
  return {
    cdp,
    product,
    gone,
    async close() {
      await cdp.send('Browser.close').catch(() => undefined);
      await Promise.race([gone, sleep(LEAVE_MS, undefined, { ref: false })]);
      child.kill('SIGKILL');
    },
  };
}

function chromiumArgs(
  profile: string,
  switches: ReadonlyMap<string, string>,
  resolverRules: string,
): string[] {
  const headed = process.env['TILL_HEADED'] === '1' && process.env['DISPLAY'];
  const isRoot = process.getuid?.() === 0;
  const asked = [...switches]
    .filter(([name]) => name !== 'user-data-dir' && name !== 'disable-features')
    .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
  const without = [...OWN_PAGES, ...(switches.get('disable-features')?.split(',') ?? [])];
  return [
    ...QUIET,
    // The last of its name would be the only one heard.
    `--disable-features=${without.join(',')}`,
    ...(headed ? [] : ['--headless=new', '--disable-gpu']),
    ...(isRoot && !switches.has('no-sandbox') ? ['--no-sandbox'] : []),
    ...asked,
    ...(resolverRules ? [`--host-resolver-rules=${resolverRules}`] : []),
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
  ];
}

function repeatDevToolsLine(child: ChildProcess): Promise<void> {
  const wantsAll = process.env['TILL_STANDIN_DEBUG'] === '1';
  return new Promise((resolve) => {
    let text = '';
    let isFound = false;
    child.stderr?.on('data', (chunk: Buffer) => {
      if (wantsAll) process.stderr.write(chunk);
      if (isFound) return;
      text += chunk.toString('utf8');
      const line = /DevTools listening on ws:\/\/\S+(?=\s)/.exec(text)?.[0];
      if (!line) return;
      isFound = true;
      text = '';
      process.stderr.write(`\n${line}\n`);
      resolve();
    });
  });
}

/**
 * A SIGKILLed host's Chromium ends when it sees its pipe closed, a moment later. Starting on the
 * same profile inside that moment would hand our windows to the dying one.
 */
async function outliveOldChromium(profile: string): Promise<void> {
  const lock = path.join(profile, 'SingletonLock');
  for (let waited = 0; waited < OLD_CHROMIUM_MS; waited += 20) {
    const pid = lockHolder(lock);
    if (pid === undefined) return;
    if (!isAlive(pid)) {
      rmSync(lock, { force: true });
      return;
    }
    await sleep(20);
  }
  throw new Error(`stand-in: another Chromium still uses ${profile}`);
}

function lockHolder(lock: string): number | undefined {
  try {
    const pid = Number(readlinkSync(lock).split('-').at(-1));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // An orphan nobody reaps stays as a zombie, which holds no files.
    const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
    return !/\) Z /.test(stat);
  } catch {
    return false;
  }
}
