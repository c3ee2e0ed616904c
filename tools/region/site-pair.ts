import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { createRegion, type RegionKeys } from './keys.ts';
import { postgresServer, type PostgresServer } from './postgres-server.ts';
import { markRestored, startSite, type SiteOptions, type SiteProcess } from './site-process.ts';
import { waitUntil } from './wait-until.ts';

export type PairOptions = {
  region?: string;
  webWorkers?: number;
  /** Addresses that tills are told, where they differ from the sites' own, e.g. a proxy before one. */
  publicUrls?: Readonly<Partial<Record<'A' | 'B', string>>>;
  /** Ports by name; those not given are free ones, chosen once and kept beside the data. */
  ports?: Partial<Ports>;
  env?: Readonly<Record<string, string>>;
  postgresSettings?: Readonly<Record<string, string>>;
  /** Told as each part answers, for people who wait. */
  onReady?: (part: string) => void;
};
export type Ports = { siteA: number; siteB: number; postgresA: number; postgresB: number };

/** One site: its database, its process, and how to bring either back. */
export type Site = {
  readonly id: 'A' | 'B';
  readonly url: string;
  readonly postgres: PostgresServer;
  readonly keyFile: string;
  /** The running process; replaced by `start`. */
  process: SiteProcess;
  start(): Promise<void>;
  /** With the process stopped: what an operator does after restoring the database (D4). */
  markRestored(): Promise<void>;
};

export type SitePair = {
  readonly a: Site;
  readonly b: Site;
  readonly region: string;
  readonly keys: RegionKeys;
  readonly adminToken: string;
  readonly ports: Ports;
  stop(): Promise<void>;
};

type Saved = { region: string; ports: Ports; password: string; adminToken: string };

async function savedPair(dir: string, options: PairOptions): Promise<Saved> {
  const file = join(dir, 'pair.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Saved;
  const saved = {
    region: options.region ?? 'eu',
    ports: {
      siteA: options.ports?.siteA ?? (await freePort()),
      siteB: options.ports?.siteB ?? (await freePort()),
      postgresA: options.ports?.postgresA ?? (await freePort()),
      postgresB: options.ports?.postgresB ?? (await freePort()),
    },
    password: randomBytes(18).toString('base64url'),
    adminToken: randomBytes(24).toString('base64url'),
  };
  writeFileSync(file, `${JSON.stringify(saved, null, 2)}\n`, { mode: 0o600 });
  return saved;
}

/** True where both subscriptions of a site are applying. */
async function replicating(postgres: PostgresServer): Promise<boolean> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    const found = await client.query<{ ready: boolean }>(
      `SELECT count(*) = 2 AND bool_and(s.pid IS NOT NULL)
              AND NOT EXISTS (SELECT 1 FROM pg_subscription_rel WHERE srsubstate <> 'r') AS ready
         FROM pg_stat_subscription s WHERE s.worker_type = 'apply'`,
    );
    return found.rows[0]?.ready === true;
  } finally {
    await client.end();
  }
}

/** Resolves when rows flow both ways. */
export async function waitForReplication(pair: Pick<SitePair, 'a' | 'b'>): Promise<void> {
  for (const site of [pair.a, pair.b]) {
    await waitUntil(`replication into site ${site.id}`, 30_000, async () =>
      (await replicating(site.postgres)) ? true : undefined,
    );
  }
}

function postgresPair(
  dir: string,
  { ports, password }: Saved,
  { postgresSettings }: PairOptions,
): Record<'A' | 'B', PostgresServer> {
  const settings = postgresSettings === undefined ? {} : { settings: postgresSettings };
  return {
    A: postgresServer({
      dir: join(dir, 'postgres-a'),
      port: ports.postgresA,
      password,
      ...settings,
    }),
    B: postgresServer({
      dir: join(dir, 'postgres-b'),
      port: ports.postgresB,
      password,
      ...settings,
    }),
  };
}

/**
 * Brings up a region of two sites under `dir`: two PostgreSQL servers, two head-office processes,
 * replication both ways. A second start on the same folder keeps everything.
 */
export async function startPair(dir: string, options: PairOptions = {}): Promise<SitePair> {
  mkdirSync(dir, { recursive: true });
  const saved = await savedPair(dir, options);
  const { ports, adminToken, region } = saved;
  const urls = { A: `http://127.0.0.1:${ports.siteA}`, B: `http://127.0.0.1:${ports.siteB}` };
  const keys = createRegion(dir, {
    region,
    sites: [
      { id: 'A', url: options.publicUrls?.A ?? urls.A },
      { id: 'B', url: options.publicUrls?.B ?? urls.B },
    ],
  });
  const pgs = postgresPair(dir, saved, options);
  const { onReady = () => undefined } = options;
  const startPostgres = async (id: 'A' | 'B'): Promise<void> => {
    await pgs[id].start();
    onReady(`site ${id}: PostgreSQL`);
  };
  await Promise.all([startPostgres('A'), startPostgres('B')]);

  const settings = (id: 'A' | 'B'): SiteOptions => {
    const other = id === 'A' ? 'B' : 'A';
    return {
      dir,
      region,
      site: id,
      port: id === 'A' ? ports.siteA : ports.siteB,
      databaseUrl: pgs[id].url,
      peer: { id: other, url: urls[other], replicationUrl: pgs[other].replicationUrl },
      siteKeyFile: keys.siteKeyFiles[id] ?? '',
      trustFile: keys.trustFile,
      adminToken,
      ...(options.webWorkers === undefined ? {} : { webWorkers: options.webWorkers }),
      ...(options.env === undefined ? {} : { env: options.env }),
    };
  };
  const launch = async (id: 'A' | 'B'): Promise<SiteProcess> => {
    const site = await startSite(settings(id));
    onReady(`site ${id}: app servers`);
    return site;
  };
  const siteOf = (id: 'A' | 'B', process: SiteProcess): Site => ({
    id,
    url: urls[id],
    postgres: pgs[id],
    keyFile: keys.siteKeyFiles[id] ?? '',
    process,
    async start() {
      this.process = await launch(id);
    },
    markRestored: () => markRestored(settings(id)),
  });
  const running: SiteProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((process) => process.stop()));
    await Promise.all([pgs.A.stop(), pgs.B.stop()]);
  };
  try {
    const [processA, processB] = await Promise.all([launch('A'), launch('B')]);
    running.push(processA, processB);
    const a = siteOf('A', processA);
    const b = siteOf('B', processB);
    await waitForReplication({ a, b });
    onReady('replication both ways');
    const stopAll = async (): Promise<void> => {
      await Promise.all([a.process.stop(), b.process.stop()]);
      await Promise.all([pgs.A.stop(), pgs.B.stop()]);
    };
    return { a, b, region, keys, adminToken, ports, stop: stopAll };
  } catch (error) {
    await stop();
    throw error;
  }
}
