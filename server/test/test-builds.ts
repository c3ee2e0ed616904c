import { createHash, randomBytes } from 'node:crypto';
import {
  BUILD_PART_BYTES,
  BuildWord,
  SIGNATURE_LINE,
  type BuildPlatform,
  type BuildsView,
} from '../../src/contracts/build-feed.ts';
import { must } from '../../src/domain/assert.ts';
import { publicKeyFromText, sha256Text } from '../src/keys/ed25519.ts';
import { readToken } from '../src/keys/signed-token.ts';
import { admin, pair } from './shared-pair.ts';
import type { TestTill } from './test-till.ts';

type Site = { url: string };

/** A file as it is published. */
export function buildFile(platform: BuildPlatform, bytes: Buffer) {
  const hash = createHash('sha512').update(bytes).digest('base64url');
  return { platform, name: `till-${platform}.tgz`, hash, size: bytes.length };
}

export async function keepBuildPart(site: Site, hash: string, n: number, bytes: Uint8Array) {
  const answer = await fetch(new URL(`/v1/admin/builds/files/${hash}/${n}`, site.url), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${pair.adminToken}`,
      'content-type': 'application/octet-stream',
    },
    body: Buffer.from(bytes),
  });
  return answer.status;
}

/** Brings the parts and publishes; answers what the site said. */
export async function publish(site: Site, version: string, bytes: Buffer) {
  const files = [buildFile('win32', bytes), buildFile('linux', bytes)];
  for (let at = 0, n = 0; at < bytes.length; at += BUILD_PART_BYTES, n += 1)
    await keepBuildPart(
      site,
      must(files[0], 'a file').hash,
      n,
      bytes.subarray(at, at + BUILD_PART_BYTES),
    );
  return admin<BuildsView>(site, '/v1/admin/builds', { who: 'anna', version, files });
}

export async function champion(site: Site, version: string) {
  return admin<BuildsView>(site, '/v1/admin/builds/champion', { who: 'anna', version });
}

/** Asks as a till does. */
export async function askBuild(
  site: Site,
  till: TestTill,
  over: { manifest?: string; nonce?: string; more?: string } = {},
) {
  const { manifest = 'latest-linux.yml', nonce = newNonce(), more = '' } = over;
  const path = `/v1/store/builds/${manifest}?nonce=${nonce}&build=0.1.0${more}`;
  return till.get<string>(site.url, path);
}

export const newNonce = (): string => randomBytes(16).toString('base64url');

/** The signed word below a manifest; undefined where the site's key did not sign these very lines. */
export function wordOf(text: string, siteKey: string): BuildWord | undefined {
  const at = text.lastIndexOf(SIGNATURE_LINE);
  const key = publicKeyFromText(siteKey);
  if (at < 0 || key === undefined) return undefined;
  const token = text.slice(at + SIGNATURE_LINE.length).trimEnd();
  const word = readToken(BuildWord, token, key, 'build');
  return word?.manifest === sha256Text(text.slice(0, at)) ? word : undefined;
}
