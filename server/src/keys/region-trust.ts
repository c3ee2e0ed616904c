import type { KeyObject } from 'node:crypto';
import { RegionFile, type RegionTrust } from '../../../src/contracts/region.ts';
import { publicKeyFromText } from './ed25519.ts';
import { readToken } from './signed-token.ts';

/** The region file, verified, with the sites' keys ready to use. */
export type TrustedRegion = {
  file: RegionFile;
  token: string;
  siteKeys: ReadonlyMap<string, KeyObject>;
};

/** Paths are put behind it, so it ends before a query; what a mistyped port makes is none at all. */
function isNoBase(text: string): boolean {
  const at = URL.parse(text);
  return at === null || `${at.username}${at.password}${at.search}${at.hash}` !== '';
}

/**
 * Verifies the region file against its issuer (D18). Throws: a site cannot start without trust. Tills
 * pass over an address that is none (BE5); here nobody gets so far as to hand one out.
 */
export function openRegionTrust(trust: RegionTrust): TrustedRegion {
  const issuer = publicKeyFromText(trust.issuer_key);
  if (issuer === undefined) throw new Error('region trust: issuer key is not an Ed25519 key');
  const file = readToken(RegionFile, trust.region_file, issuer, 'region');
  if (file === undefined) throw new Error('region trust: region file is not signed by its issuer');
  const siteKeys = new Map<string, KeyObject>();
  for (const site of file.sites) {
    const key = publicKeyFromText(site.key);
    if (key === undefined) throw new Error(`region trust: bad key of site ${site.id}`);
    siteKeys.set(site.id, key);
    const bad = [site.url, ...(site.sets ?? []).flatMap(({ urls }) => urls)].find(isNoBase);
    if (bad !== undefined)
      throw new Error(`region trust: "${bad}" of site ${site.id} is no address`);
  }
  return { file, token: trust.region_file, siteKeys };
}
