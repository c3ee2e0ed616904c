import { readFileSync } from 'node:fs';
import type { RegionTrust } from '../../../src/contracts/region.ts';
import type { SiteContext } from '../site-context.ts';
import { openRegionTrust } from './region-trust.ts';

/**
 * Takes up a region file of a higher number while the site serves (D18). Anything else in its place
 * (older, another issuer, another region, damaged) is reported and not taken.
 */
export function reloadRegion(site: SiteContext): void {
  const { trustFile, trust, region } = site.config;
  try {
    const found = JSON.parse(readFileSync(trustFile, 'utf8')) as RegionTrust;
    if (found.region_file === site.region.token) return;
    if (found.issuer_key !== trust.issuer_key) throw new Error('another issuer');
    const opened = openRegionTrust(found);
    if (opened.file.region !== region || !opened.siteKeys.has(site.config.site))
      throw new Error('another region');
    if (opened.file.number <= site.region.file.number) return;
    site.region = opened;
    site.log.info({ number: opened.file.number }, 'new region file');
  } catch (error) {
    site.log.error({ err: String(error) }, 'the region file on disk is not taken');
  }
}
