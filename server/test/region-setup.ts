import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startIdentity } from '../../tools/identity/identity-server.ts';
import { makePerson, type Person } from '../../tools/identity/people.ts';
import { freePort } from '../../tools/region/free-port.ts';
import { buildTill } from '../../tools/build/build.ts';
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
  /** Who may sign in to the console, one for each test: a code counts once. All have this password. */
  people: readonly Person[];
  password: string;
  issuer: string;
};

/** Files at the same time: tests wait for replication, flushes and time-outs more than they work. */
export const WORKERS = 2;

const PASSWORD = 'a password of tests';
const PEOPLE = [
  { user: 'it-1', name: 'Iris Tech', role: 'it', stores: [] },
  { user: 'it-2', name: 'Ivo Tech', role: 'it', stores: [] },
  { user: 'it-3', name: 'Ines Tech', role: 'it', stores: [] },
  { user: 'it-4', name: 'Ilka Tech', role: 'it', stores: [] },
  { user: 'manager-1', name: 'Mara Manager', role: 'manager', stores: ['0417'] },
  { user: 'nobody-1', name: 'Nils Nobody', role: 'manager', stores: [] },
] as const;

declare module 'vitest' {
  interface ProvidedContext {
    /** One for each worker. */
    pairs: readonly SharedPair[];
  }
}

/** One real pair for each worker, for its whole run: no file meets the traffic of another. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Sites read the console's files when they start.
  await buildTill(['console']);
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
  const [siteA, siteB, port] = [await freePort(), await freePort(), await freePort()];
  const people = PEOPLE.map((one) => makePerson(one, PASSWORD));
  const redirectUris = [siteA, siteB].map((at) => `http://127.0.0.1:${at}/console/callback`);
  const client = { id: 'console', secret: 'known to tests alone', redirectUris };
  const identity = await startIdentity({ port, people, client });
  const pair = await startPair(dir, {
    ports: { siteA, siteB },
    webWorkers: 2,
    env: {
      EVERTILL_DRAIN_MS: '50',
      EVERTILL_OIDC_ISSUER: identity.issuer,
      EVERTILL_OIDC_CLIENT_ID: client.id,
      EVERTILL_OIDC_CLIENT_SECRET: client.secret,
    },
  });
  const of = (site: typeof pair.a): SharedSite => ({
    url: site.url,
    databaseUrl: site.postgres.url,
    keyFile: site.keyFile,
  });
  const { adminToken, region } = pair;
  return {
    shared: {
      dir,
      a: of(pair.a),
      b: of(pair.b),
      adminToken,
      region,
      people,
      password: PASSWORD,
      issuer: identity.issuer,
    },
    stop: async () => {
      await pair.stop();
      await identity.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
