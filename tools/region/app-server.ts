import { readPair, siteOptions, SITE_IDS, type PairSiteId } from './pair-settings.ts';
import { regionFiles } from './keys.ts';
import { startSite, type SiteProcess } from './site-process.ts';

/** One more app server of a site whose pair runs in `dir`: on the same database, with ports of its own. */
export async function startAppServer(
  dir: string,
  site: PairSiteId,
  at: { port: number; webWorkers?: number; env?: Readonly<Record<string, string>> },
): Promise<SiteProcess> {
  const saved = readPair(dir);
  if (saved === undefined) throw new Error(`no pair of sites in ${dir}`);
  return startSite({ ...siteOptions(dir, saved, site, regionFiles(dir, SITE_IDS)), ...at });
}
