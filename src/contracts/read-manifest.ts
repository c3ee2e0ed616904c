import { BuildWord, LONGEST_MANIFEST, SIGNATURE_LINE, type BuildPlatform } from './build-feed.ts';
import { readToken, type TokenTools } from './read-token.ts';

/** What an answer must be about to be ours. */
export type Question = {
  region: string;
  site: string;
  /** Public key of that site, by the region file. */
  siteKey: string;
  store: string;
  tillId: string;
  platform: BuildPlatform;
  nonce: string;
};

export type ManifestRead =
  | { ok: true; word: BuildWord }
  | { ok: false; why: 'too-long' | 'not-signed' | 'changed' | 'not-ours' | 'replayed' };

/** What each host brings to read a manifest; `sha256`: base64url of a text's UTF-8 bytes. */
export type ManifestTools = TokenTools & { sha256: (text: string) => string };

/** Reads a site's answer: signed by that very site over these very lines, for this till and question (BLD3, UPD1). */
export async function readManifest(
  tools: ManifestTools,
  text: string,
  ask: Question,
): Promise<ManifestRead> {
  if (text.length > LONGEST_MANIFEST) return { ok: false, why: 'too-long' };
  const at = text.lastIndexOf(`\n${SIGNATURE_LINE}`) + 1;
  if (at === 0) return { ok: false, why: 'not-signed' };
  const token = text.slice(at + SIGNATURE_LINE.length).trimEnd();
  const word = await readToken(tools, BuildWord, token, ask.siteKey, 'build');
  if (word === undefined) return { ok: false, why: 'not-signed' };
  if (word.manifest !== tools.sha256(text.slice(0, at))) return { ok: false, why: 'changed' };
  const isOurs =
    word.region === ask.region &&
    word.site === ask.site &&
    word.store === ask.store &&
    word.till_id === ask.tillId &&
    word.platform === ask.platform &&
    word.file.platform === ask.platform;
  if (!isOurs) return { ok: false, why: 'not-ours' };
  return word.nonce === ask.nonce ? { ok: true, word } : { ok: false, why: 'replayed' };
}
