import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { BuildFile } from '../../contracts/build-feed.ts';
import { fetchBuild, type FetchPorts } from './fetch-build.ts';
import { unpackBuild } from './unpack-build.ts';

const folders: string[] = [];
const freshFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'fetch-build-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const BYTES = randomBytes(500_000);
const fileOf = (bytes: Buffer): BuildFile => ({
  platform: 'linux',
  name: 'b',
  hash: createHash('sha512').update(bytes).digest('base64url'),
  size: bytes.length,
});

/** A line that gives what is asked, `pieces` times. */
function line(bytes: Buffer, pieces = Infinity) {
  const asked: number[] = [];
  const naps: number[] = [];
  let left = pieces;
  const ports: FetchPorts = {
    piece: async (_file, from, to) => {
      asked.push(from);
      left -= 1;
      return left < 0 ? undefined : new Uint8Array(bytes.subarray(from, to + 1));
    },
    nap: async (ms) => void naps.push(ms),
    now: () => 0,
    bytesPerSecond: 131_072,
  };
  return { asked, naps, ports };
}

describe('UPD2 a build is fetched slowly, goes on where it broke off and is what its hash says', () => {
  test('whole, with rests between the pieces', async () => {
    const target = path.join(freshFolder(), 'downloads', 'b');
    const { asked, naps, ports } = line(BYTES);
    expect(await fetchBuild(target, fileOf(BYTES), ports)).toBe('whole');
    expect(readFileSync(target).equals(BYTES)).toBe(true);
    expect(asked).toHaveLength(4);
    expect(naps).toEqual([1000, 1000, 1000]);
  });

  test('broken off it asks for the rest alone, also in another life', async () => {
    const target = path.join(freshFolder(), 'b');
    expect(await fetchBuild(target, fileOf(BYTES), line(BYTES, 2).ports)).toBe('stopped');
    const { asked, ports } = line(BYTES);
    expect(await fetchBuild(target, fileOf(BYTES), ports)).toBe('whole');
    expect(asked).toEqual([262_144, 393_216]);
    expect(readFileSync(target).equals(BYTES)).toBe(true);
  });

  test('other bytes, or more of them, are not kept', async () => {
    const target = path.join(freshFolder(), 'b');
    const wrong = Buffer.from(BYTES);
    wrong[400_000] = (wrong[400_000] ?? 0) ^ 1;
    expect(await fetchBuild(target, fileOf(BYTES), line(wrong).ports)).toBe('damaged');
    expect(existsSync(target)).toBe(false);
    writeFileSync(target, randomBytes(600_000));
    expect(await fetchBuild(target, fileOf(BYTES), line(BYTES).ports)).toBe('whole');
    const long = { ...line(BYTES).ports, piece: async () => new Uint8Array(600_000) };
    rmSync(target);
    expect(await fetchBuild(target, fileOf(BYTES), long)).toBe('stopped');
  });
});

describe('UPD2 what was fetched is unpacked where it is a build of its version', () => {
  const FILES = ['package.json', 'dist/main/main.cjs', 'dist/preload/preload.cjs'];
  const bundle = (over: object = {}, more: string[] = []) =>
    gzipSync(
      JSON.stringify({
        v: 1,
        version: '0.2.0',
        files: [...FILES, 'dist/renderer/index.html', ...more].map((name) => ({
          path: name,
          base64: Buffer.from(name).toString('base64'),
        })),
        ...over,
      }),
    );
  const unpack = async (bytes: Buffer) => {
    const folder = freshFolder();
    const file = path.join(folder, 'download');
    writeFileSync(file, bytes);
    const slot = await unpackBuild(folder, file, { version: '0.2.0', file: fileOf(bytes) });
    return { folder, slot };
  };

  test('into a folder of its own', async () => {
    const { folder, slot } = await unpack(bundle());
    const root = path.join(folder, slot?.folder ?? 'none');
    expect(readFileSync(path.join(root, 'dist/main/main.cjs'), 'utf8')).toBe('dist/main/main.cjs');
    expect(slot).toMatchObject({ version: '0.2.0', folder: expect.stringMatching(/^0\.2\.0-/) });
  });

  test.each([
    ['another version', bundle({ version: '0.3.0' })],
    ['nothing to start', bundle({ files: [{ path: 'package.json', base64: '' }] })],
    ['a way up', bundle({}, ['dist/../../../evil'])],
    ['a place of its own', bundle({}, ['/etc/evil'])],
    ['no JSON', gzipSync('{')],
    ['no gzip', Buffer.from('plain')],
    ['a bomb', gzipSync(Buffer.alloc(210 * 1024 * 1024, 0x20))],
  ])('%s: nothing is written', async (_what, bytes) => {
    const { folder, slot } = await unpack(bytes);
    expect(slot).toBeUndefined();
    expect(existsSync(path.join(folder, 'evil'))).toBe(false);
  });
});
