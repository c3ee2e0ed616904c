import { comparePlaces, TILL, type Place, type VerifyReport } from './compare-places.ts';
import { readJournals } from './read-journals.ts';
import { readSiteOps } from './read-site-ops.ts';

/** Where the comparison looks: PostgreSQL of both sites, and the till's journal where it is a file. */
export type VerifyInput = {
  /** `<state>/journal`; absent for a till whose journal lies inside a browser. */
  journalDir?: string;
  sites: readonly { id: string; databaseUrl: string }[];
};

/**
 * Compares ops and money of the till's journal with both sites, per stream and business date. Streams
 * of other tills are compared between the sites. Throws where a site cannot be read.
 */
export async function verify({ journalDir, sites }: VerifyInput): Promise<VerifyReport> {
  const places: Place[] = [];
  if (journalDir !== undefined) places.push({ name: TILL, ops: readJournals(journalDir) });
  for (const { id, databaseUrl } of sites)
    places.push({ name: id, ops: await readSiteOps(databaseUrl) });
  return comparePlaces(places);
}
