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

declare module 'vitest' {
  interface ProvidedContext {
    pair: SharedPair;
  }
}

/** One real pair for the whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'evertill-test-'));
  // mkdtemp makes it private; PostgreSQL may run as another account (never as root).
  chmodSync(dir, 0o755);
  const pair = await startPair(dir, { env: { EVERTILL_DRAIN_MS: '50' }, webWorkers: 2 });
  const of = (site: typeof pair.a): SharedSite => ({
    url: site.url,
    databaseUrl: site.postgres.url,
    keyFile: site.keyFile,
  });
  project.provide('pair', {
    dir,
    a: of(pair.a),
    b: of(pair.b),
    adminToken: pair.adminToken,
    region: pair.region,
  });
  return async () => {
    await pair.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
