import { randomBytes, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { makeKeyPair, privateKeyFromPem, signText } from '../../server/src/keys/ed25519.ts';
import { makeToken } from '../../server/src/keys/signed-token.ts';
import type { TrustedRegion } from '../../src/contracts/read-token.ts';
import type { TillCredential } from '../../src/contracts/region.ts';
import type { EnrolledTill } from '../../src/main/identity/till-session.ts';
import { FAULT_PROFILE } from '../faults/fault-region.ts';

const TILLS_A_STORE = 5;
const SERIES = 'A';
const DAY_MS = 86_400_000;

/** Signs credentials as a site does when it redeems a code; the codes themselves are left out. */
export type Issuer = { siteKey: KeyObject; site: string; region: TrustedRegion };

export function openIssuer(keyFile: string, site: string, region: TrustedRegion): Issuer {
  return { siteKey: privateKeyFromPem(readFileSync(keyFile, 'utf8')), site, region };
}

/** The `index`-th till of a fleet, with a key of its own. Stores have five tills each. */
export function enrolFleetTill({ siteKey, site, region }: Issuer, index: number): EnrolledTill {
  const store = String(1000 + Math.floor(index / TILLS_A_STORE)).padStart(4, '0');
  const till = String((index % TILLS_A_STORE) + 1).padStart(2, '0');
  const tillId = `${region.file.region}-${store}-${till}`;
  const { privateKey, publicKey } = makeKeyPair();
  const credential: TillCredential = {
    v: 1,
    region: region.file.region,
    store,
    till,
    till_id: tillId,
    key: publicKey,
    site,
    issued_ms: Date.now() - 1000,
    expires_ms: Date.now() + DAY_MS,
    serial: randomBytes(16).toString('base64url'),
    series: SERIES,
  };
  return {
    region,
    tillId,
    credential,
    credentialToken: makeToken(siteKey, 'credential', credential),
    lastZ: undefined,
    profile: FAULT_PROFILE,
    sign: (purpose, text) => signText(privateKey, purpose, text),
  };
}
