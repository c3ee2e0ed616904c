import { existsSync, mkdirSync, rmSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { postgresAccount, reachable, reachableStandIn } from '../region/postgres-binaries.ts';
import { DemoError } from './demo-error.ts';

/** The repository's root. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** Regions the demo can play. */
export const REGIONS = ['eu', 'na'] as const;
export type Region = (typeof REGIONS)[number];

export function isRegion(text: string): text is Region {
  return REGIONS.some((region) => region === text);
}

/** Where the demo keeps its data: EVERTILL_HOME, else `.evertill` in the clone. */
export function demoHome(env: NodeJS.ProcessEnv = process.env): string {
  return path.resolve(env['EVERTILL_HOME'] ?? path.join(ROOT, '.evertill'));
}

/** Two fresh PostgreSQL servers with 20,000 articles and their logs, with room to sell, bytes. */
const FEWEST_FREE_BYTES = 600_000_000;

/** Makes the region's folder; refuses where the disk has no room for its databases. */
export function openRegionFolder(home: string, region: Region): string {
  const dir = path.join(home, region);
  mkdirSync(dir, { recursive: true });
  const { bavail, bsize } = statfsSync(dir);
  if (bavail * bsize < FEWEST_FREE_BYTES)
    throw new DemoError(
      `the disk is full: ${dir} has ${Math.floor((bavail * bsize) / 1e6)} MB left, free at least 1 GB and start again`,
    );
  return dir;
}

/** Removes everything a region ever stored, also what lies elsewhere because PostgreSQL may not run as root. */
export function resetRegion(home: string, region: Region): void {
  const dir = path.join(home, region);
  for (const name of ['postgres-a', 'postgres-b']) {
    const folder = path.join(dir, name);
    if (postgresAccount() !== undefined && existsSync(dir) && !reachable(folder))
      rmSync(reachableStandIn(folder), { recursive: true, force: true });
  }
  rmSync(dir, { recursive: true, force: true });
}

/** Files and folders of one region's demo. */
export const inRegion = {
  pair: (dir: string): string => path.join(dir, 'pair.json'),
  seed: (dir: string): string => path.join(dir, 'seed.json'),
  control: (dir: string): string => path.join(dir, 'control.json'),
  /** What a till is installed with. */
  trust: (dir: string): string => path.join(dir, 'region-trust.json'),
  profile: (dir: string): string => path.join(dir, 'till', 'profile'),
  state: (dir: string): string => path.join(dir, 'till', 'state'),
  journal: (dir: string): string => path.join(dir, 'till', 'state', 'journal'),
};
