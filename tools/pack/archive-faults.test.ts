import { createPackage, getRawHeader } from '@electron/asar';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { archiveFaults } from './archive-faults.ts';
import { archiveFiles } from './archive-files.ts';

const ROOT = '/home/builder/evertill';
const GOOD: Readonly<Record<string, string>> = {
  'package.json': '{"name":"evertill"}',
  LICENSE: 'MIT',
  'dist/main/main.cjs': 'require("node:fs"); require("electron")',
  'dist/preload/preload.cjs': 'require("electron")',
  'dist/renderer/index.html': '<html></html>',
  'dist/renderer/customer.html': '<html></html>',
  'dist/renderer/licences.txt': 'MIT',
  'dist/renderer/assets/index-Ab3_-xYz.js': '"https://site.invalid/path"',
  'dist/renderer/assets/inter-latin-Ab3_-xYz.woff2': 'wOF2',
};

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What is said of a real archive of these files. */
async function faultsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  folder = mkdtempSync(path.join(tmpdir(), 'evertill-archive-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, 'app', name)), { recursive: true });
    writeFileSync(path.join(folder, 'app', name), text);
  }
  const archive = path.join(folder, 'app.asar');
  await createPackage(path.join(folder, 'app'), archive);
  const bytes = Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  // It answers when the last file was handed to the disk, not when the disk has it.
  await expect
    .poll(() => statSync(archive).size)
    .toBe(8 + getRawHeader(archive).headerSize + bytes);
  return archiveFaults(archiveFiles(archive), ROOT);
}

test('an archive of bundles, fonts and licences is as it must be', async () => {
  expect(await faultsOf(GOOD)).toEqual([]);
});

const PEM = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw\n-----END PRIVATE KEY-----';
test.each([
  ['a source map', 'dist/main/main.cjs.map', '{}', 'main.cjs.map ships'],
  ['a source', 'src/main/index.ts', '', 'src/main/index.ts ships'],
  ['head office', 'server/src/main.ts', '', 'server/src/main.ts ships'],
  ['a package', 'node_modules/pg/index.js', '', 'node_modules/pg/index.js ships'],
  ['a test', 'dist/renderer/assets/sell.test.js', '', 'sell.test.js ships'],
  ['settings', '.env', 'KEY=1', '.env ships'],
  ['a key', 'dist/main/main.cjs', PEM, 'main.cjs holds a private key'],
  ['a token', 'dist/main/main.cjs', `"npm_${'a1B2'.repeat(9)}"`, 'holds an access token'],
  ['a password', 'dist/main/main.cjs', '"postgres://u:secret@db/x"', 'a password in an address'],
  ['a machine', 'dist/main/main.cjs', `"${ROOT}/src"`, 'names the folder it was built in'],
  ['an inline map', 'dist/main/main.cjs', '//# sourceMappingURL=data:x', 'holds its source map'],
  ['an import', 'dist/main/main.cjs', 'require("pg")', 'asks for pg, which does not ship'],
  ['scripts', 'package.json', '{"scripts":{"a":"b"}}', 'package.json ships with scripts'],
])('%s is found', async (_, name, text, words) => {
  expect((await faultsOf({ ...GOOD, [name]: text })).join('\n')).toContain(words);
});

test('a till without its licences is found', async () => {
  const { 'dist/renderer/licences.txt': _, ...rest } = GOOD;
  expect(await faultsOf(rest)).toEqual(['dist/renderer/licences.txt is missing']);
});
