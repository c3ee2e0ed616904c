import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RegionFile, RegionTrust } from '../../src/contracts/region.ts';
import { openRegionTrust } from '../../server/src/keys/region-trust.ts';
import { DemoError } from '../demo/demo-error.ts';
import { reissueRegion } from '../region/keys.ts';
import { databaseUrl, writePair, type PairSiteId } from '../region/pair-settings.ts';
import { compareSites } from './compare-sites.ts';
import type { Target } from './site-target.ts';

/** The region file in force on this machine. */
export function regionFileOf(dir: string): RegionFile {
  const trust = JSON.parse(readFileSync(join(dir, 'region-trust.json'), 'utf8')) as RegionTrust;
  return openRegionTrust(trust).file;
}

/**
 * Makes a site required: from then on no till forgets an op that it has not confirmed. Only where
 * both sites hold the same (D18); answers the number of the new region file.
 */
export async function requireSite(target: Target, id: PairSiteId, waitMs: number): Promise<number> {
  const { saved } = target;
  const { differences } = await compareSites(
    [
      { id: 'A', databaseUrl: databaseUrl(saved, 'A', 'replicator') },
      { id: 'B', databaseUrl: databaseUrl(saved, 'B', 'replicator') },
    ],
    waitMs,
  );
  const [first] = differences;
  if (first !== undefined)
    throw new DemoError(`site ${id} is not level with its peer: ${first}; nothing was changed`);
  return issue(target, id, true);
}

/**
 * Takes a site out of those that must confirm. From then on one site's word frees a till, so two
 * people stand for it (D18), and the last required site stays.
 */
export function releaseSite(target: Target, id: PairSiteId, people: readonly string[]): number {
  const names = new Set(people.map((name) => name.trim().toLowerCase()).filter((n) => n !== ''));
  if (names.size < 2)
    throw new DemoError('two people must stand for this: --by NAME --and NAME', 2);
  const others = regionFileOf(target.dir).sites.filter((site) => site.required && site.id !== id);
  if (others.length === 0) throw new DemoError('no site would be left that must confirm a sale');
  return issue(target, id, false);
}

function issue({ dir, saved }: Target, id: PairSiteId, required: boolean): number {
  const file = regionFileOf(dir);
  const number = file.number + 1;
  const sites = file.sites.map((site) => (site.id === id ? { ...site, required } : site));
  const notRequired = sites.filter((site) => !site.required).map((site) => site.id as PairSiteId);
  writePair(dir, { ...saved, regionFile: { number, notRequired } });
  reissueRegion(dir, { ...file, number, issued_ms: Date.now(), sites });
  return number;
}
