import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import { toBase64url } from '../../../domain/oplog/base64url.ts';
import { fetchSnapshots, type Segment } from './fetch-snapshots.ts';

const COUNT = 11;
const ASKED = [
  { ds: 'article', snapshot: 's1' },
  { ds: 'price', snapshot: 's2' },
];
const bytesOf = (i: number): Uint8Array => new TextEncoder().encode(`segment ${i}`);
const hashOf = (i: number): string => toBase64url(sha256(bytesOf(i)));
const HASHES = Array.from({ length: COUNT }, (_, i) => hashOf(i));
const MANIFESTS: Readonly<Record<string, readonly string[]>> = {
  '/v1/sync/snapshots/article/s1': HASHES.slice(0, 6),
  '/v1/sync/snapshots/price/s2': HASHES.slice(6),
};

/** Head office, and a holder that keeps what came; `broken` segments come otherwise than they are named. */
function scene(broken: { lost?: string; torn?: string } = {}) {
  const asked: string[] = [];
  const kept = new Map<string, Uint8Array>();
  const told: string[] = [];
  let open = 0;
  let most = 0;
  const get = async (path: string): Promise<Uint8Array | undefined> => {
    const hashes = MANIFESTS[path];
    if (hashes !== undefined) {
      const segments = hashes.map((hash) => ({ hash, rows: 1, bytes: 9 }));
      const manifest = { ds: 'any', id: 'any', cursor: 'c', rows: 6, segments };
      return new TextEncoder().encode(JSON.stringify(manifest));
    }
    const hash = path.replace('/v1/sync/segments/', '');
    asked.push(hash);
    open += 1;
    most = Math.max(most, open);
    // Later ones answer sooner, so order cannot come from arrival.
    for (let turn = HASHES.indexOf(hash); turn < COUNT; turn++) await Promise.resolve();
    open -= 1;
    if (hash === broken.lost) return undefined;
    return bytesOf(hash === broken.torn ? 99 : HASHES.indexOf(hash));
  };
  const holder = {
    held: async () => kept,
    keep: ({ hash, bytes }: Segment) => void kept.set(hash, bytes),
    progress: (done: number, of: number) => void told.push(`${done}/${of}`),
  };
  const fetched = () => fetchSnapshots(get, holder, ASKED);
  return { fetched, asked, kept, told, most: () => most };
}

describe('D14 the segments of a snapshot', () => {
  test('come a few at once and stand in the order of their manifests', async () => {
    const { fetched, told, most } = scene();
    const segments = await fetched();
    expect(segments?.map(({ ds, hash }) => [ds, hash])).toEqual(
      HASHES.map((hash, i) => [i < 6 ? 'article' : 'price', hash]),
    );
    expect(told.at(-1)).toBe(`${COUNT}/${COUNT}`);
    expect(most()).toBe(4);
  });
  test('are not asked for again where they are held', async () => {
    const { fetched, asked, kept } = scene();
    for (let i = 0; i < 5; i++) kept.set(hashOf(i), bytesOf(i));
    expect(await fetched()).toHaveLength(COUNT);
    expect(asked.toSorted()).toEqual(HASHES.slice(5).toSorted());
  });
  test('peers-24: after a line that broke only the missing ones travel', async () => {
    const broken: { lost?: string } = { lost: hashOf(7) };
    const { fetched, asked } = scene(broken);
    expect(await fetched()).toBeUndefined();
    const before = asked.length;
    delete broken.lost;
    expect(await fetched()).toHaveLength(COUNT);
    expect(asked.slice(before)).toContain(hashOf(7));
    expect(new Set(asked).size).toBe(COUNT);
    // At most what was on its way in the other lanes, and the broken one.
    expect(asked.length).toBeLessThanOrEqual(COUNT + 4);
  });
  test('one that is not what its name says never gets in', async () => {
    const { fetched, kept } = scene({ torn: hashOf(2) });
    expect(await fetched()).toBeUndefined();
    expect(kept.has(hashOf(2))).toBe(false);
  });
});
