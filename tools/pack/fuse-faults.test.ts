import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeFakeElectron } from './fake-electron.ts';
import { fuseFaults } from './fuse-faults.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'evertill-fuses-'));
  writeFakeElectron(folder, '45.4.1');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(['electron', 'electron.exe'])(
  'every fuse of an untouched %s is the wrong way',
  async (name) => {
    expect(await fuseFaults(path.join(folder, name))).toHaveLength(8);
  },
);

test('a fuse that was flipped is no longer named', async () => {
  const program = path.join(folder, 'electron');
  const off = 'the fuse RunAsNode is not off';
  expect(await fuseFaults(program)).toContain(off);
  await flipFuses(program, { version: FuseVersion.V1, [FuseV1Options.RunAsNode]: false });
  expect(await fuseFaults(program)).not.toContain(off);
});
