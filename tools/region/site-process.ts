import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { waitUntil } from './wait-until.ts';

export type SiteOptions = {
  /** Folder for the process log. */
  dir: string;
  region: string;
  site: string;
  port: number;
  databaseUrl: string;
  peer?: { id: string; url: string; replicationUrl: string };
  siteKeyFile: string;
  trustFile: string;
  adminToken: string;
  webWorkers?: number;
  /** On a machine at its limit a site takes longer to start, ms. */
  readyWithinMs?: number;
  /** Further environment of the process. */
  env?: Readonly<Record<string, string>>;
};

export type SiteProcess = {
  readonly url: string;
  readonly pid: number;
  /** SIGTERM: drains, then ends. */
  stop(): Promise<void>;
  /** SIGKILL of the primary and every worker. */
  kill(): Promise<void>;
};

const MAIN = join(import.meta.dirname, '../../server/src/main.ts');
/** Programs of a site, its service among them; each reads the same settings. */
const PROGRAMS = {
  main: 'main.ts',
  restored: 'restored.ts',
  reseed: 'reseed.ts',
  rebuild: 'rebuild.ts',
  prune: 'prune.ts',
} as const;

/** Halves the start of every process of a site: types are stripped once for each version of a file. */
export const COMPILE_CACHE = join(import.meta.dirname, '../../.cache/compile');

function environment(o: SiteOptions): Record<string, string> {
  const peer =
    o.peer === undefined
      ? {}
      : {
          EVERTILL_PEER_ID: o.peer.id,
          EVERTILL_PEER_URL: o.peer.url,
          EVERTILL_PEER_DATABASE_URL: o.peer.replicationUrl,
        };
  return {
    EVERTILL_REGION: o.region,
    EVERTILL_SITE: o.site,
    EVERTILL_PORT: String(o.port),
    EVERTILL_DATABASE_URL: o.databaseUrl,
    EVERTILL_SITE_KEY_FILE: o.siteKeyFile,
    EVERTILL_TRUST_FILE: o.trustFile,
    EVERTILL_ADMIN_TOKEN: o.adminToken,
    EVERTILL_WEB_WORKERS: String(o.webWorkers ?? 2),
    EVERTILL_EXIT_WITH_PARENT: '1',
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? COMPILE_CACHE,
    ...peer,
    ...o.env,
  };
}

/** Runs one of the site's programs to its end and resolves with its log; throws where it fails. */
export async function runSiteProgram(
  name: keyof typeof PROGRAMS,
  options: SiteOptions,
): Promise<string> {
  const env = { ...process.env, ...environment(options) };
  const program = join(import.meta.dirname, '../../server/src', PROGRAMS[name]);
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env });
  return stdout;
}

const READY_WITHIN_MS = 30_000;
const ANSWERS_WITHIN_MS = 10_000;
/** Asking takes the very processor that the site needs to start, ms. */
const ASKED_EVERY_MS = 100;

/** True where a site answers ready within `withinMs`. */
export async function isReady(url: string, withinMs = 1000): Promise<boolean> {
  const answer = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(withinMs) });
  return answer.ok;
}

/** Starts a head-office process and resolves when it answers ready. */
export async function startSite(options: SiteOptions): Promise<SiteProcess> {
  const url = `http://127.0.0.1:${options.port}`;
  const log = openSync(join(options.dir, `site-${options.site.toLowerCase()}.log`), 'a');
  const child: ChildProcess = spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...environment(options) },
    // stdin is the leash: when we are gone it closes, and the site drains.
    stdio: ['pipe', log, log],
    // A group of its own, so that kill() takes every worker too.
    detached: process.platform !== 'win32',
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const pid = child.pid ?? 0;
  const within = options.readyWithinMs ?? READY_WITHIN_MS;
  const ready = async (): Promise<true | undefined> => {
    if (ended()) throw new Error('site process ended');
    // Before it listens it refuses at once; once it does, its answer may be slow on a busy machine.
    return (await isReady(url, ANSWERS_WITHIN_MS)) ? true : undefined;
  };
  await waitUntil(`site ${options.site} on port ${options.port}`, within, ready, ASKED_EVERY_MS);
  return {
    url,
    pid,
    async stop() {
      if (!ended()) child.kill('SIGTERM');
      await exited;
    },
    async kill() {
      if (ended()) return;
      if (process.platform === 'win32') child.kill('SIGKILL');
      else process.kill(-pid, 'SIGKILL');
      await exited;
    },
  };
}
