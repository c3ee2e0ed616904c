import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SIGNATURE_LINE, type BuildWord } from '../../contracts/build-feed.ts';
import { publicKeyText, sha256Text, signText } from '../identity/ed25519.ts';
import { nodeManifestTools } from '../identity/token-tools.ts';
import { readManifest, type Question } from '../../contracts/read-manifest.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519').privateKey;
const ask: Question = {
  region: 'eu',
  site: 'A',
  siteKey: publicKeyText(privateKey),
  store: '0417',
  tillId: 'eu-0417-01',
  platform: 'linux',
  nonce: `${'n'.repeat(21)}A`,
};
const LINES = `version: '0.2.0'\nfiles:\n  - url: files/x\n`;
const word: BuildWord = {
  v: 1,
  region: 'eu',
  site: 'A',
  store: '0417',
  till_id: 'eu-0417-01',
  platform: 'linux',
  nonce: ask.nonce,
  sequence: { A: 5 },
  version: '0.2.0',
  file: { platform: 'linux', name: 'b', hash: 'h'.repeat(86), size: 10 },
  manifest: sha256Text(Buffer.from(LINES)),
};

function signed(over: object = {}, key = privateKey, purpose: 'build' | 'flag' = 'build'): string {
  const payload = Buffer.from(JSON.stringify({ ...word, ...over })).toString('base64url');
  return `${LINES}${SIGNATURE_LINE}${payload}.${signText(key, purpose, payload)}\n`;
}
const why = async (text: string) => {
  const read = await readManifest(nodeManifestTools, text, ask);
  return read.ok ? 'taken' : read.why;
};

describe('UPD1 a manifest is taken from its site, for this till and question', () => {
  test('and is then the word that was signed', async () => {
    expect(await readManifest(nodeManifestTools, signed(), ask)).toEqual({ ok: true, word });
  });

  test('unsigned, of another key or purpose, cut short or 10 MB long it is refused', async () => {
    expect(await why(LINES)).toBe('not-signed');
    expect(await why('')).toBe('not-signed');
    expect(await why(signed({}, other))).toBe('not-signed');
    expect(await why(signed({}, privateKey, 'flag'))).toBe('not-signed');
    const whole = signed();
    for (const length of [10, LINES.length, whole.length - 2, whole.length - 60])
      expect(await why(whole.slice(0, length)), String(length)).toBe('not-signed');
    expect(await why(`${'#'.repeat(10_000_000)}\n${whole}`)).toBe('too-long');
  });

  test('with lines changed, added or taken away it is refused', async () => {
    expect(await why(signed().replace('0.2.0', '0.1.0'))).toBe('changed');
    expect(await why(`a: 1\n${signed()}`)).toBe('changed');
    expect(await why(signed().slice(5))).toBe('changed');
  });

  test.each([
    { region: 'na' },
    { site: 'B' },
    { store: '0418' },
    { till_id: 'eu-0417-02' },
    { platform: 'win32' },
    { file: { ...word.file, platform: 'win32' } },
  ])('of somebody else it is refused: %o', async (over) => {
    expect(await why(signed(over))).toBe('not-ours');
  });

  test('of an earlier question it is refused', async () => {
    expect(await why(signed({ nonce: `${'m'.repeat(21)}A` }))).toBe('replayed');
  });

  test('with a version or a size that nobody publishes it is refused', async () => {
    expect(await why(signed({ version: '../../etc' }))).toBe('not-signed');
    expect(await why(signed({ file: { ...word.file, size: 10 ** 12 } }))).toBe('not-signed');
  });
});
