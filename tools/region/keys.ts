import type { KeyObject } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RegionFile, RegionTrust } from '../../src/contracts/region.ts';
import { makeKeyPair, privateKeyFromPem, publicKeyText } from '../../server/src/keys/ed25519.ts';
import { openRegionTrust } from '../../server/src/keys/region-trust.ts';
import { makeToken } from '../../server/src/keys/signed-token.ts';

export type RegionSpec = {
  region: string;
  number?: number;
  sites: readonly { id: string; url: string; required?: boolean }[];
};
/** Where a region's folder keeps what its sites are started with. */
export type RegionFiles = {
  /** `RegionTrust` as JSON: what an installer puts beside a till, and each site reads. */
  trustFile: string;
  siteKeyFiles: Readonly<Record<string, string>>;
};
export type RegionKeys = RegionFiles & {
  trust: RegionTrust;
};

/** Files of a region that was made before; nothing is signed anew. */
export function regionFiles(dir: string, sites: readonly string[]): RegionFiles {
  const keyFile = (id: string): string => join(dir, `site-${id.toLowerCase()}`, 'site.key.pem');
  return {
    trustFile: trustFileIn(dir),
    siteKeyFiles: Object.fromEntries(sites.map((id) => [id, keyFile(id)])),
  };
}

/** Signs another region file with the keys a region has, in place of the one in force (D18). */
export function reissueRegion(dir: string, file: RegionFile): void {
  const issuer = privateKeyFromPem(readFileSync(join(dir, 'issuer', 'issuer.key.pem'), 'utf8'));
  writeTrust(dir, issuer, file);
}

function writeTrust(dir: string, issuer: KeyObject, file: RegionFile): RegionTrust {
  const trust = {
    issuer_key: publicKeyText(issuer),
    region_file: makeToken(issuer, 'region', file),
  };
  // What no site would take is not put in place of what they have.
  openRegionTrust(trust);
  // Sites read it while it is replaced.
  const half = `${trustFileIn(dir)}.half`;
  writeFileSync(half, `${JSON.stringify(trust, null, 2)}\n`);
  renameSync(half, trustFileIn(dir));
  return trust;
}

const trustFileIn = (dir: string): string => join(dir, 'region-trust.json');

function keyIn(folder: string, name: string): { file: string; pem: string } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  if (!existsSync(file)) writeFileSync(file, makeKeyPair().pem, { mode: 0o600 });
  chmodSync(file, 0o600);
  return { file, pem: readFileSync(file, 'utf8') };
}

/**
 * Makes (or keeps) the issuer's and the sites' keys and signs the region file. The issuer's
 * key lies in a folder of its own, outside every site's (D18).
 */
export function createRegion(dir: string, spec: RegionSpec): RegionKeys {
  const issuer = privateKeyFromPem(keyIn(join(dir, 'issuer'), 'issuer.key.pem').pem);
  const siteKeyFiles: Record<string, string> = {};
  const sites = spec.sites.map((site) => {
    const key = keyIn(join(dir, `site-${site.id.toLowerCase()}`), 'site.key.pem');
    siteKeyFiles[site.id] = key.file;
    const text = publicKeyText(privateKeyFromPem(key.pem));
    return { id: site.id, url: site.url, key: text, required: site.required ?? true };
  });
  const file: RegionFile = {
    v: 1,
    region: spec.region,
    number: spec.number ?? 1,
    issued_ms: Date.now(),
    sites,
  };
  const trust = writeTrust(dir, issuer, file);
  return { trust, trustFile: trustFileIn(dir), siteKeyFiles };
}
