import {
  SIGNATURE_LINE,
  type BuildFile,
  type BuildRow,
  type BuildWord,
} from '../../../../src/contracts/build-feed.ts';
import { sha256Text } from '../../keys/ed25519.ts';
import { makeToken } from '../../keys/signed-token.ts';
import type { SiteContext } from '../../site-context.ts';

/** Base64url of a hash as base64, which manifests have. */
const standard = (hash: string): string => Buffer.from(hash, 'base64url').toString('base64');

/**
 * The manifest as electron-updater's generic provider reads it; addresses are relative to it. Versions and
 * hashes are of narrow alphabets, so that nothing in them is YAML's.
 */
export function manifestText({ version, at_ms: at }: BuildRow, file: BuildFile): string {
  const url = `files/${file.hash}`;
  const sha512 = standard(file.hash);
  return [
    `version: '${version}'`,
    'files:',
    `  - url: ${url}`,
    `    sha512: ${sha512}`,
    `    size: ${file.size}`,
    `path: ${url}`,
    `sha512: ${sha512}`,
    `releaseDate: '${new Date(at).toISOString()}'`,
    '',
  ].join('\n');
}

/** The manifest with our signature below it, in a comment (BLD3). */
export function signedManifest(
  { siteKey }: Pick<SiteContext, 'siteKey'>,
  row: BuildRow,
  word: Omit<BuildWord, 'v' | 'version' | 'manifest'>,
): string {
  const text = manifestText(row, word.file);
  const said: BuildWord = {
    v: 1,
    ...word,
    version: row.version,
    manifest: sha256Text(text),
  };
  return `${text}${SIGNATURE_LINE}${makeToken(siteKey, 'build', said)}\n`;
}
