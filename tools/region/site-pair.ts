import { mkdirSync } from 'node:fs';
import pg from 'pg';
import type { RegionKeys } from './keys.ts';
import {
  postgresOf,
  savedPair,
  signRegion,
  siteOptions,
  siteUrl,
  type PairSiteId,
  type Ports,
} from './pair-settings.ts';
import { postgresServer, type PostgresServer } from './postgres-server.ts';
import { runSiteProgram, startSite, type SiteOptions, type SiteProcess } from './site-process.ts';
import { waitUntil } from './wait-until.ts';

export type PairOptions = {
  region?: string;
  webWorkers?: number;
  /** On a machine at its limit a site takes longer to start, ms. */
  readyWithinMs?: number;
  /** Addresses that tills are told, where they differ from the sites' own, e.g. a proxy before one. */
  publicUrls?: Readonly<Partial<Record<PairSiteId, string>>>;
  /** Ports by name; those not given are free ones, chosen once and kept beside the data. */
  ports?: Partial<Ports>;
  env?: Readonly<Record<string, string>>;
  postgresSettings?: Readonly<Record<string, string>>;
  /** Told as each part answers, for people who wait. */
  onReady?: (part: string) => void;
};

export type { Ports } from './pair-settings.ts';

/** One site: its database, its process, and how to bring either back. */
export type Site = {
  readonly id: PairSiteId;
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

/** Each question is a connection of its own, ms. */
const ASKED_EVERY_MS = 100;

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
    const flows = async (): Promise<true | undefined> =>
      (await replicating(site.postgres)) ? true : undefined;
    await waitUntil(`replication into site ${site.id}`, 30_000, flows, ASKED_EVERY_MS);
  }
}

/**
 * Brings up a region of two sites under `dir`: two PostgreSQL servers, two head-office processes,
 * replication both ways. A second start on the same folder keeps everything.
 */
export async function startPair(dir: string, options: PairOptions = {}): Promise<SitePair> {
  mkdirSync(dir, { recursive: true });
  const saved = await savedPair(dir, options);
  const { ports, adminToken, region } = saved;
  const keys = signRegion(dir, saved, options.publicUrls);
  const { postgresSettings: asked } = options;
  const postgres = (id: PairSiteId): PostgresServer =>
    postgresServer({
      ...postgresOf(dir, saved, id),
      ...(asked === undefined ? {} : { settings: asked }),
    });
  const pgs = { A: postgres('A'), B: postgres('B') };
  const { onReady = () => undefined } = options;
  const startPostgres = async (id: PairSiteId): Promise<void> => {
    await pgs[id].start();
    onReady(`site ${id}: PostgreSQL`);
  };
  await Promise.all([startPostgres('A'), startPostgres('B')]);

  const settings = (id: PairSiteId): SiteOptions => ({
    ...siteOptions(dir, saved, id, keys),
    ...(options.webWorkers === undefined ? {} : { webWorkers: options.webWorkers }),
    ...(options.readyWithinMs === undefined ? {} : { readyWithinMs: options.readyWithinMs }),
    ...(options.env === undefined ? {} : { env: options.env }),
  });
  const launch = async (id: PairSiteId): Promise<SiteProcess> => {
    const site = await startSite(settings(id));
    onReady(`site ${id}: app servers`);
    return site;
  };
  const siteOf = (id: PairSiteId, process: SiteProcess): Site => ({
    id,
    url: siteUrl(saved, id),
    postgres: pgs[id],
    keyFile: keys.siteKeyFiles[id] ?? '',
    process,
    async start() {
      this.process = await launch(id);
    },
    async markRestored() {
      await runSiteProgram('restored', settings(id));
    },
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
