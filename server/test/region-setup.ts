import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPair } from '../../tools/region/site-pair.ts';

/** What a test needs of one site. */
export type SharedSite = { url: string; databaseUrl: string; keyFile: string };
export type SharedPair = {
  /** Folder of the pair, for commands. */
  dir: string;
  a: SharedSite;
  b: SharedSite;
  adminToken: string;
  region: string;
};

/** Files at the same time: tests wait for replication, flushes and time-outs more than they work. */
export const WORKERS = 2;

declare module 'vitest' {
  interface ProvidedContext {
    /** One for each worker. */
    pairs: readonly SharedPair[];
  }
}

/** One real pair for each worker, for its whole run: no file meets the traffic of another. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started = await Promise.all(Array.from({ length: WORKERS }, startShared));
  project.provide(
    'pairs',
    started.map(({ shared }) => shared),
  );
  return async () => {
    await Promise.all(started.map(({ stop }) => stop()));
  };
}

async function startShared(): Promise<{ shared: SharedPair; stop: () => Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'evertill-test-'));
  // mkdtemp makes it private; PostgreSQL may run as another account (never as root).
  chmodSync(dir, 0o755);
  const pair = await startPair(dir, { env: { EVERTILL_DRAIN_MS: '50' }, webWorkers: 2 });
  const of = (site: typeof pair.a): SharedSite => ({
    url: site.url,
    databaseUrl: site.postgres.url,
    keyFile: site.keyFile,
  });
  const { adminToken, region } = pair;
  return {
    shared: { dir, a: of(pair.a), b: of(pair.b), adminToken, region },
    stop: async () => {
      await pair.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
