import { type RegionKeys } from './keys.ts';
import { type PostgresServer } from './postgres-server.ts';
import { type SiteProcess } from './site-process.ts';
export type PairOptions = {
  region?: string;
  webWorkers?: number;
  /** Ports by name; those not given are free ones, chosen once and kept beside the data. */
  ports?: Partial<Ports>;
  env?: Readonly<Record<string, string>>;
  postgresSettings?: Readonly<Record<string, string>>;
};
export type Ports = {
  siteA: number;
  siteB: number;
  postgresA: number;
  postgresB: number;
};
/** One site: its database, its process, and how to bring either back. */
export type Site = {
  readonly id: 'A' | 'B';
  readonly url: string;
  readonly postgres: PostgresServer;
  readonly keyFile: string;
  /** The running process; replaced by `start`. */
  process: SiteProcess;
  start(): Promise<void>;
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
/** Resolves when rows flow both ways. */
export declare function waitForReplication(pair: Pick<SitePair, 'a' | 'b'>): Promise<void>;
/**
 * Brings up a region of two sites under `dir`: two PostgreSQL servers, two head-office processes,
 * replication both ways. A second start on the same folder keeps everything.
 */
export declare function startPair(dir: string, options?: PairOptions): Promise<SitePair>;
