import type { LastZTold } from './end-of-day.ts';
import { parseJson } from './parse.ts';
import {
  newerRegion,
  openRegion,
  readToken,
  type TokenTools,
  type TrustedRegion,
} from './read-token.ts';
import { TillCredential } from './region.ts';
import type { StoreProfile } from './store-profile.ts';
import { EnrolAnswer } from './wire.ts';
import type { EnrolmentRefusalKind } from './enrolment-refusal.ts';

/** An enrolment that proved itself. */
export type Enrolment = {
  region: TrustedRegion;
  credential: TillCredential;
  credentialToken: string;
  profile: StoreProfile;
  lastZ: LastZTold | undefined;
};

type Checked = { ok: true; enrolment: Enrolment } | { ok: false; kind: EnrolmentRefusalKind };

/**
 * Trusts nothing of an enrolment's answer but signatures: the region file by its issuer, the
 * credential by a site of that file, for this very key and this region (D18, D19). `publicKey` is
 * the till's own.
 */
export async function checkEnrolAnswer(
  tools: TokenTools,
  held: TrustedRegion,
  publicKey: string,
  body: string,
): Promise<Checked> {
  const answer = parseJson(EnrolAnswer, body);
  if (answer === undefined) return { ok: false, kind: 'network-login' };
  const trust = { issuer_key: held.issuerKey, region_file: answer.region_file };
  const told = await openRegion(tools, trust);
  if (told === undefined) return { ok: false, kind: 'site-not-genuine' };
  if (told.file.region !== held.file.region) return { ok: false, kind: 'wrong-region' };
  const region = await newerRegion(tools, held, answer.region_file);
  const found = await readCredential(tools, region, answer.credential);
  if (found === undefined) return { ok: false, kind: 'site-not-genuine' };
  const { profile } = answer;
  if (found.region !== region.file.region || profile.region !== region.file.region)
    return { ok: false, kind: 'wrong-region' };
  if (found.key !== publicKey || profile.store !== found.store)
    return { ok: false, kind: 'site-not-genuine' };
  const { credential: credentialToken, last_z: lastZ } = answer;
  const enrolment = { region, credential: found, credentialToken, profile, lastZ };
  return { ok: true, enrolment };
}

/** A credential that some site of the region signed; undefined where none did. */
export async function readCredential(
  tools: TokenTools,
  region: TrustedRegion,
  token: string,
): Promise<TillCredential | undefined> {
  for (const site of region.file.sites) {
    const found = await readToken(tools, TillCredential, token, site.key, 'credential');
    if (found?.site === site.id) return found;
  }
  return undefined;
}
