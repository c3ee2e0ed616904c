import type { Static, TSchema } from 'typebox';
import { parseJson } from './parse.ts';
import { RegionFile, type RegionTrust } from './region.ts';
import type { SigningPurpose } from './signed-token.ts';

/** What each host brings to read signed statements; contracts hold no crypto. */
export type TokenTools = {
  /** UTF-8 text of base64url; undefined where it is neither. */
  text(base64url: string): string | undefined;
  /** True where the signature covers the text under the raw public key. Never throws. */
  verify(
    publicKey: string,
    purpose: SigningPurpose,
    text: string,
    signature: string,
  ): Promise<boolean>;
};

/** The statement inside a token, its signature NOT looked at; undefined where it does not fit. */
export function peekToken<S extends TSchema>(
  tools: TokenTools,
  schema: S,
  token: string,
): Static<S> | undefined {
  const text = tools.text(token.slice(0, token.indexOf('.')));
  return text === undefined ? undefined : parseJson(schema, text);
}

/** The statement of a token that `key` signed for that purpose, else undefined. */
export async function readToken<S extends TSchema>(
  tools: TokenTools,
  schema: S,
  token: string,
  key: string,
  purpose: SigningPurpose,
): Promise<Static<S> | undefined> {
  const dot = token.indexOf('.');
  const isSigned = await tools.verify(key, purpose, token.slice(0, dot), token.slice(dot + 1));
  return isSigned ? peekToken(tools, schema, token) : undefined;
}

/** A region file that its issuer signed (D18), with the token that proves it to others. */
export type TrustedRegion = { file: RegionFile; token: string; issuerKey: string };

/** Verifies a region file against the issuer; undefined where the issuer did not sign it. */
export async function openRegion(
  tools: TokenTools,
  trust: RegionTrust,
): Promise<TrustedRegion | undefined> {
  const { issuer_key: issuerKey, region_file: token } = trust;
  const file = await readToken(tools, RegionFile, token, issuerKey, 'region');
  return file === undefined ? undefined : { file, token, issuerKey };
}

/**
 * The newer of the region held and one offered (D18): same issuer, same region, higher number.
 * Anything else changes nothing.
 */
export async function newerRegion(
  tools: TokenTools,
  held: TrustedRegion,
  offered: string,
): Promise<TrustedRegion> {
  const trust = { issuer_key: held.issuerKey, region_file: offered };
  const found = await openRegion(tools, trust);
  if (found?.file.region !== held.file.region) return held;
  return found.file.number > held.file.number ? found : held;
}
