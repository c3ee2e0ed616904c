import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runTool } from '../test/run-tool.ts';
import { makeRegion } from './make-region.ts';
import { nameSet } from './name-set.ts';
import { regionFileOf } from './require-site.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'evertill-sets-'));
  makeRegion(dir, 'eu', ['A=https://a.example', 'B=https://b.example']);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const name = (set: string, ...sites: string[]): number => nameSet(dir, set, sites, 5);
const setsOf = (id: string) => regionFileOf(dir).sites.find((site) => site.id === id)?.sets;
const BLUE = ['https://blue-1.example:8443', 'https://blue-2.example'];

test('BE5, D18: the issuer names a set at each site, changes it and takes it out; each file has the next number', async () => {
  const sites = [`A=${BLUE.join(',')}`, 'B=https://blue-b.example'];
  const said = await runTool('tools/site/run-sets.ts', [
    '--to',
    dir,
    '--set',
    'blue',
    ...sites.flatMap((site) => ['--site', site]),
  ]);
  expect(said).toMatchObject({ code: 0 });
  expect(setsOf('A')).toEqual([{ name: 'blue', urls: BLUE }]);
  expect(setsOf('B')).toEqual([{ name: 'blue', urls: ['https://blue-b.example'] }]);
  expect(name('green', 'A=https://green.example')).toBe(3);
  expect(name('blue', 'A=https://blue-3.example')).toBe(4);
  expect(setsOf('A')?.map((set) => [set.name, ...set.urls])).toEqual([
    ['green', 'https://green.example'],
    ['blue', 'https://blue-3.example'],
  ]);
  expect(name('blue', 'A=', 'B=')).toBe(5);
  expect([setsOf('A')?.length, setsOf('B')]).toEqual([1, []]);
  expect(regionFileOf(dir)).toMatchObject({ number: 5, issued_ms: 5 });
});

test.each([
  ['champion', 'A=https://blue.example'],
  ['blue', 'A=https://blue:99999'],
  ['blue', 'A=http://blue.example'],
  ['blue', 'A=https://blue.example/?a=1'],
  ['blue', 'C=https://blue.example'],
  ['blue', 'https://blue.example'],
])('BE5: set %s at %s is refused, and the file in force stays', (set, site) => {
  const file = path.join(dir, 'region-trust.json');
  const before = readFileSync(file, 'utf8');
  expect(() => name(set, site)).toThrow(/--set|--site|not in|no address/);
  expect(readFileSync(file, 'utf8')).toBe(before);
});
