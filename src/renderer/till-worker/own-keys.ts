import { readToken, peekToken, type TokenTools } from '../../contracts/read-token.ts';
import { TillCredential } from '../../contracts/region.ts';
import { fromBase64url } from '../../domain/oplog/base64url.ts';
import { sameEnrolment } from '../../domain/oplog/series.ts';
import type { OpRow } from '../../sync/core/ports.ts';
import type { SignatureWord } from '../../sync/core/proven-ops.ts';
import { signatureHolds } from './verify-signature.ts';

/** A key of this till: of this machine, or of one it had before, by the letters of its enrolment. */
export type OwnKey = { key: string; series: string };

const text = new TextDecoder();
const TOOLS: TokenTools = {
  text: (word) => {
    const bytes = fromBase64url(word);
    return bytes && text.decode(bytes);
  },
  verify: signatureHolds,
};

/** The key of the credential that this machine's own host holds: nobody else's word is needed. */
export function keyOfHost(credential: string): OwnKey | undefined {
  return peekToken(TOOLS, TillCredential, credential);
}

/** Keys of this till that a site of the region vouched for; whatever else is told is left out. */
export async function keysToldBy(
  tokens: readonly string[],
  till: { tillId: string; siteKeys: ReadonlyMap<string, string> },
): Promise<OwnKey[]> {
  const found: OwnKey[] = [];
  for (const token of tokens) {
    const issuer = till.siteKeys.get(peekToken(TOOLS, TillCredential, token)?.site ?? '');
    if (issuer === undefined) continue;
    const credential = await readToken(TOOLS, TillCredential, token, issuer, 'credential');
    if (credential?.till_id === till.tillId) found.push(credential);
  }
  return found;
}

/**
 * Did this till sign the op? Any of its keys will do: a machine signs again what came back to it. Only
 * where the key of the machine that the series belongs to is known, and fails, is it a lie.
 */
export async function ownSignature(
  keys: readonly OwnKey[],
  series: string,
  { opId, sig }: Pick<OpRow, 'opId' | 'sig'>,
): Promise<SignatureWord> {
  for (const { key } of keys) if (await signatureHolds(key, 'op', opId, sig ?? '')) return 'holds';
  return keys.some((k) => sameEnrolment(k.series, series)) ? 'fails' : 'unknown';
}
