import type { RegionTrust } from '../../src/contracts/region.ts';
export type RegionSpec = {
  region: string;
  number?: number;
  sites: readonly {
    id: string;
    url: string;
    required?: boolean;
  }[];
};
export type RegionKeys = {
  trust: RegionTrust;
  /** `RegionTrust` as JSON: what an installer puts beside a till, and each site reads. */
  trustFile: string;
  siteKeyFiles: Readonly<Record<string, string>>;
};
/**
 * Makes (or keeps) the issuer's and the sites' keys and signs the region file. The issuer's
 * key lies in a folder of its own, outside every site's (D18).
 */
export declare function createRegion(dir: string, spec: RegionSpec): RegionKeys;
