import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { createRegion, type RegionFiles, type RegionKeys } from './keys.ts';
import type { PostgresOptions } from './postgres-server.ts';
import type { SiteOptions } from './site-process.ts';

export const SITE_IDS = ['A', 'B'] as const;
export type PairSiteId = (typeof SITE_IDS)[number];
export type Ports = { siteA: number; siteB: number; postgresA: number; postgresB: number };

/** `<dir>/pair.json`: everything about a pair that must not change between two starts. */
export type SavedPair = {
  region: string;
  ports: Ports;
  password: string;
  adminToken: string;
  /** Number of the region file and sites not required by it; absent: the first, all required. */
  regionFile?: { number: number; notRequired: PairSiteId[] };
  /** Where the standby of a site's PostgreSQL listens, once it was made. */
  standbyPorts?: Partial<Record<PairSiteId, number>>;
};

const fileOf = (dir: string): string => join(dir, 'pair.json');

/** The pair whose folder this is; undefined where none was ever started in it. */
export function readPair(dir: string): SavedPair | undefined {
  if (!existsSync(fileOf(dir))) return undefined;
  return JSON.parse(readFileSync(fileOf(dir), 'utf8')) as SavedPair;
}

export function writePair(dir: string, saved: SavedPair): void {
  writeFileSync(fileOf(dir), `${JSON.stringify(saved, null, 2)}\n`, { mode: 0o600 });
}

/** The saved pair, made with free ports and fresh secrets where there is none yet. */
export async function savedPair(
  dir: string,
  options: { region?: string; ports?: Partial<Ports> },
): Promise<SavedPair> {
  const known = readPair(dir);
  if (known !== undefined) return known;
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
  writePair(dir, saved);
  return saved;
}

export const siteUrl = ({ ports }: SavedPair, id: PairSiteId): string =>
  `http://127.0.0.1:${id === 'A' ? ports.siteA : ports.siteB}`;

/** Where a site's PostgreSQL lies and listens. */
export function postgresOf(dir: string, saved: SavedPair, id: PairSiteId): PostgresOptions {
  return {
    dir: join(dir, `postgres-${id.toLowerCase()}`),
    port: id === 'A' ? saved.ports.postgresA : saved.ports.postgresB,
    password: saved.password,
  };
}

/** URL of a role on a site's database: `evertill` owns it, `replicator` may replicate and read. */
export function databaseUrl(
  saved: SavedPair,
  id: PairSiteId,
  user: 'evertill' | 'replicator',
): string {
  const port = id === 'A' ? saved.ports.postgresA : saved.ports.postgresB;
  return `postgresql://${user}:${encodeURIComponent(saved.password)}@127.0.0.1:${port}/evertill`;
}

/** Signs the region file as the saved pair has it; keys are made where they are missing. */
export function signRegion(
  dir: string,
  saved: SavedPair,
  publicUrls: Readonly<Partial<Record<PairSiteId, string>>> = {},
): RegionKeys {
  const { number = 1, notRequired = [] } = saved.regionFile ?? {};
  return createRegion(dir, {
    region: saved.region,
    number,
    sites: SITE_IDS.map((id) => ({
      id,
      url: publicUrls[id] ?? siteUrl(saved, id),
      required: !notRequired.includes(id),
    })),
  });
}

/** What a site's process is told. */
export function siteOptions(
  dir: string,
  saved: SavedPair,
  id: PairSiteId,
  files: RegionFiles,
): SiteOptions {
  const other = id === 'A' ? 'B' : 'A';
  return {
    dir,
    region: saved.region,
    site: id,
    port: id === 'A' ? saved.ports.siteA : saved.ports.siteB,
    databaseUrl: databaseUrl(saved, id, 'evertill'),
    peer: {
      id: other,
      url: siteUrl(saved, other),
      replicationUrl: databaseUrl(saved, other, 'replicator'),
    },
    siteKeyFile: files.siteKeyFiles[id] ?? '',
    trustFile: files.trustFile,
    adminToken: saved.adminToken,
  };
}
