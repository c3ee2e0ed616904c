import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ArchiveManifest } from '../../server/src/features/archive/archive-manifest.ts';
import {
  publicKeyFromText,
  publicKeyText,
  sha256Text,
  signText,
} from '../../server/src/keys/ed25519.ts';
import { verifyArchive } from './verify-archive.ts';

/** An archive of site A of a test region, that nobody has the private key of any more. */
const GOOD = path.join(import.meta.dirname, 'fixtures/archive');
const KEY = publicKeyFromText('ZZ3W9upmDi57VTC80GVl7RqV7YxPz7ZS2X3XLOJwehk');
const FILE = readdirSync(GOOD).find((name) => name.startsWith('eu-0815-01')) ?? '';
const folder = mkdtempSync(path.join(tmpdir(), 'archive-'));
afterAll(() => rmSync(folder, { recursive: true }));
let copies = 0;

/** A copy of it that somebody had in hand. */
function copy(spoil: (place: (name: string) => string) => void): string {
  copies += 1;
  const to = path.join(folder, String(copies));
  cpSync(GOOD, to, { recursive: true });
  spoil((name) => path.join(to, name));
  return to;
}

function rewrite(file: string, change: (lines: string[]) => string[]): void {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  writeFileSync(
    file,
    change(lines)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

test('ARC2 dom-F6 an archive that was kept is good by the site’s public key alone', () => {
  expect(verifyArchive(GOOD, KEY)).toMatchObject({ site: 'A', store: '0815', streams: 2, zs: 1 });
  expect(verifyArchive(GOOD, KEY).bad).toBeUndefined();
  expect(verifyArchive(GOOD, undefined).bad).toBeUndefined();
  expect(
    verifyArchive(GOOD, publicKeyFromText(Buffer.alloc(32, 1).toString('base64url'))).bad,
  ).toBe('manifest.json: site A did not sign it as it is');
});

test.each([
  [
    'a flipped byte',
    (at: (name: string) => string) =>
      rewrite(at(FILE), (lines) => lines.with(2, (lines[2] ?? '').replace('600', '601'))),
    /^eu-0815-01-.*, line 3, entry 3: its id says .*, its bytes make /,
  ],
  [
    'a line removed in the middle',
    (at: (name: string) => string) => rewrite(at(FILE), (lines) => lines.toSpliced(3, 1)),
    /^eu-0815-01-.*, line 4, entry 5: what it follows is not here$/,
  ],
  [
    'a truncated tail',
    (at: (name: string) => string) => rewrite(at(FILE), (lines) => lines.slice(0, -1)),
    /^eu-0815-01-.*, it ends after 9 of 10 entries, entry 10 is not in it$/,
  ],
  [
    'half a line at the end',
    (at: (name: string) => string) =>
      writeFileSync(at(FILE), readFileSync(at(FILE)).subarray(0, -9)),
    /^eu-0815-01-.*, line 10: its end is missing$/,
  ],
  [
    'a signature taken off',
    (at: (name: string) => string) =>
      rewrite(at(FILE), (lines) => lines.map((line) => line.replace(/ [\w-]{86} /, ' - '))),
    /^eu-0815-01-.*, its bytes are not those that the manifest names$/,
  ],
  [
    'a signature changed',
    (at: (name: string) => string) =>
      rewrite(at(FILE), (lines) =>
        lines.map((line) => line.replace(/ [\w-]{86} /, ` ${'A'.repeat(86)} `)),
      ),
    /^eu-0815-01-.*, entry \d+: the till did not sign it$/,
  ],
  [
    'a changed manifest',
    (at: (name: string) => string) =>
      rewrite(at('manifest.json'), (lines) =>
        lines.map((line) => line.replace('"0815"', '"0816"')),
      ),
    /^manifest\.json: site A did not sign it as it is$/,
  ],
  [
    'a removed file',
    (at: (name: string) => string) => rmSync(at(FILE)),
    /^eu-0815-01-.* is missing$/,
  ],
  [
    'the signature removed',
    (at: (name: string) => string) => rmSync(at('manifest.sig')),
    /^manifest\.sig is missing$/,
  ],
  [
    'a file put in',
    (at: (name: string) => string) => writeFileSync(at('more.txt'), ''),
    /^more\.txt: the manifest does not name it$/,
  ],
  [
    'a changed Z',
    (at: (name: string) => string) =>
      rewrite(at('zs.ndjson'), (lines) => lines.map((line) => line.replace('"net":', '"Net":'))),
    /^zs\.ndjson, line 1: it is not the Z that the entries hold$/,
  ],
  [
    'a Z put in',
    (at: (name: string) => string) => appendFileSync(at('zs.ndjson'), '{}\n'),
    /^zs\.ndjson, line 2: it is not the Z that the entries hold$/,
  ],
])('ARC2 dom-F6 %s is named, with the first bad entry', (_, spoil, why) => {
  expect(verifyArchive(copy(spoil), KEY).bad).toMatch(why);
});

/**
 * A copy whose first stream has lost signatures, with a manifest that fits, signed by another site: what
 * somebody with a site's key could write. `keep`: whether an entry keeps its own, by its place in the file.
 */
function unsigned(keep: (at: number) => boolean): { to: string; key: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const to = copy((at) => {
    rewrite(at(FILE), (lines) =>
      lines.map((line, i) => (keep(i) ? line : line.replace(/ [\w-]{86} /, ' - '))),
    );
    const bytes = readFileSync(at(FILE));
    const manifest = JSON.parse(readFileSync(at('manifest.json'), 'utf8')) as ArchiveManifest;
    const own = manifest.streams.find(({ file }) => file === FILE);
    Object.assign(own ?? {}, { bytes: bytes.length, sha256: sha256Text(bytes) });
    const text = JSON.stringify({ ...manifest, site_key: publicKeyText(privateKey) });
    writeFileSync(at('manifest.json'), text);
    writeFileSync(at('manifest.sig'), signText(privateKey, 'archive', sha256Text(text)));
  });
  return { to, key: publicKey };
}

test('ARC4 of a till whose key is here an archive without any signature is bad', () => {
  const { to, key } = unsigned(() => false);
  expect(verifyArchive(to, key).bad).toBe(`${FILE}, the till signed none of its entries`);
});

test('ARC4 a tail that no signature covers is named', () => {
  const lines = readFileSync(path.join(GOOD, FILE), 'utf8').split('\n');
  const signed = lines.flatMap((line, i) => (/ [\w-]{86} /.test(line) ? [i] : []));
  const before = signed.at(-2) ?? -1;
  const { to, key } = unsigned((at) => at <= before);
  const report = verifyArchive(to, key);
  expect(report.bad).toBeUndefined();
  const bare = lines.length - 2 - before;
  const why = `${FILE}: ${bare} entries from ${before + 2} on: no signature of the till covers them`;
  expect(report.lacks).toContain(why);
  expect(verifyArchive(GOOD, KEY).lacks.join()).not.toContain('no signature');
});
