import { existsSync } from 'node:fs';
import path from 'node:path';
import { Value } from 'typebox/value';
import { RegionId } from '../../src/contracts/ids.ts';
import { RegionSite } from '../../src/contracts/region.ts';
import { badInput, DemoError } from '../demo/demo-error.ts';
import { createRegion, regionFiles, type RegionFiles } from '../region/keys.ts';

/** What a site's entry of the region file holds before it has a key. */
type Named = { id: string; url: string };

const AN_HTTPS = /^https:\/\/[^/?#\s]+$/;

/** `A=https://a.example`: the site's letter, and the address tills are to use. */
function readSite(text: string): Named {
  const at = text.indexOf('=');
  const site = { id: text.slice(0, at), url: text.slice(at + 1) };
  const isSite: boolean = Value.Check(RegionSite.properties.id, site.id);
  if (at < 0 || !isSite || !AN_HTTPS.test(site.url))
    throw badInput(`--site ${text}: give it as A=https://address-for-tills`);
  return site;
}

/**
 * The first keys and the first region file of a region (D18), into a folder that holds none: the
 * issuer's key, a key for each site, and the trust file that sites and tills are given. Throws one line
 * where something cannot be, before anything is written.
 */
export function makeRegion(dir: string, region: string, sites: readonly string[]): RegionFiles {
  const isRegion: boolean = Value.Check(RegionId, region);
  if (!isRegion) throw badInput(`--region ${region}: no name of a region`);
  const named = sites.map(readSite);
  if (named.length === 0 || new Set(named.map(({ id }) => id)).size !== named.length)
    throw badInput('name each site of the region once: --site A=… --site B=…');
  const ids = named.map(({ id }) => id);
  const files = regionFiles(dir, ids);
  const all = [files.trustFile, path.join(dir, 'issuer'), ...Object.values(files.siteKeyFiles)];
  const old = all.find((file) => existsSync(file));
  if (old !== undefined)
    throw new DemoError(`${old} is there already: tills trust it, so nothing was made`);
  createRegion(dir, { region, sites: named });
  return files;
}
