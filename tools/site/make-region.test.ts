import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { privateKeyFromPem, publicKeyText } from '../../server/src/keys/ed25519.ts';
import { openRegionTrust } from '../../server/src/keys/region-trust.ts';
import type { RegionTrust } from '../../src/contracts/region.ts';
import { reissueRegion } from '../region/keys.ts';
import { runTool } from '../test/run-tool.ts';
import { makeRegion } from './make-region.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'evertill-region-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const keys = (...sites: string[]) =>
  runTool('tools/site/run-keys.ts', [
    '--to',
    dir,
    '--region',
    'eu',
    ...sites.flatMap((site) => ['--site', site]),
  ]);
const textOf = (file: string): string => readFileSync(path.join(dir, file), 'utf8');

test('D18: a region is made once: keys for their owners alone, and a trust file that vouches for them', async () => {
  const made = await keys('A=https://a.example', 'B=https://b.example:8443');
  expect(made).toMatchObject({ code: 0 });
  const { file } = openRegionTrust(JSON.parse(textOf('region-trust.json')) as RegionTrust);
  const keyOf = (pem: string): string => publicKeyText(privateKeyFromPem(textOf(pem)));
  expect(file).toMatchObject({ region: 'eu', number: 1 });
  expect(file.sites).toEqual([
    { id: 'A', url: 'https://a.example', key: keyOf('site-a/site.key.pem'), required: true },
    { id: 'B', url: 'https://b.example:8443', key: keyOf('site-b/site.key.pem'), required: true },
  ]);
  for (const key of ['issuer/issuer.key.pem', 'site-a/site.key.pem', 'site-b/site.key.pem'])
    expect(statSync(path.join(dir, key)).mode & 0o077).toBe(0);
  const before = textOf('region-trust.json');
  // Another number 1 would not be taken up by anybody who has this one.
  expect(await keys('A=https://other.example')).toMatchObject({ code: 1 });
  expect(textOf('region-trust.json')).toBe(before);
});

test.each([
  ['no site', []],
  ['one twice', ['A=https://a.example', 'A=https://b.example']],
  ['no TLS', ['A=http://a.example']],
  ['no letter', ['https://a.example']],
  ['a path', ['A=https://a.example/v1']],
])('D18: %s is told, and nothing is written', (_name, sites) => {
  expect(() => makeRegion(dir, 'eu', sites)).toThrow('--site');
  expect(readdirSync(dir)).toEqual([]);
});

test.each(['https://blue:99999', 'https://blue one', 'https://blue/?a=1', 'https://me:word@blue'])(
  'BE5, D18: a set at %s is refused where the region file is issued, and the one in force stays',
  (url) => {
    makeRegion(dir, 'eu', ['A=https://a.example']);
    const before = textOf('region-trust.json');
    const { file } = openRegionTrust(JSON.parse(before) as RegionTrust);
    const issue = (urls: string[]): void => {
      const sites = file.sites.map((site) => ({ ...site, sets: [{ name: 'blue', urls }] }));
      reissueRegion(dir, { ...file, number: 2, sites });
    };
    expect(() => issue(['https://blue-1.example', url])).toThrow('is no address');
    expect(textOf('region-trust.json')).toBe(before);
    issue(['https://blue-1.example:8443', 'https://gate.example/blue']);
    expect(textOf('region-trust.json')).not.toBe(before);
  },
);
