import { parseJson } from '../../../contracts/parse.ts';
import { SnapshotManifest } from '../../../contracts/wire.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64url } from '../../../domain/oplog/base64url.ts';

export type Segment = { hash: string; ds: string; bytes: Uint8Array };
export type Get = (path: string) => Promise<Uint8Array | undefined>;

/** Where segments go while they come. */
export type SegmentHolder = {
  /** Segments already held, so that they need not travel again. */
  held(hashes: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** A segment that came: should a later one fail, it is held at the next try. */
  keep(segment: Segment): void;
  progress(done: number, of: number): void;
};

/** So many at once: a segment is small, and most of its time is the way there and back. */
const LANES = 4;

const text = new TextDecoder();

/** Every segment of the snapshots, in their order; undefined where one did not come or is not what its name says. */
export async function fetchSnapshots(
  get: Get,
  sink: SegmentHolder,
  snapshots: readonly { ds: string; snapshot: string }[],
): Promise<Segment[] | undefined> {
  const wanted = await manifestsOf(get, snapshots);
  return wanted && fetchSegments(get, sink, wanted);
}

async function fetchSegments(
  get: Get,
  sink: SegmentHolder,
  wanted: readonly Wanted[],
): Promise<Segment[] | undefined> {
  const held = await sink.held(wanted.map((w) => w.hash));
  const segments: (Segment | undefined)[] = [];
  let next = 0;
  let done = 0;
  let isWhole = true;

  async function fetchLane(): Promise<void> {
    while (isWhole && next < wanted.length) {
      const at = next++;
      const one = wanted[at];
      const segment = one && (await fetchOne(get, held, one));
      if (segment === undefined) {
        isWhole = false;
        return;
      }
      segments[at] = segment;
      sink.keep(segment);
      sink.progress(++done, wanted.length);
    }
  }

  await Promise.all(Array.from({ length: LANES }, fetchLane));
  return isWhole ? segments.filter((segment) => segment !== undefined) : undefined;
}

async function fetchOne(
  get: Get,
  held: ReadonlyMap<string, Uint8Array>,
  { ds, hash }: Wanted,
): Promise<Segment | undefined> {
  const bytes = held.get(hash) ?? (await get(`/v1/sync/segments/${hash}`));
  // Named by its content: a segment that is not what its name says never gets in.
  if (bytes === undefined || toBase64url(sha256(bytes)) !== hash) return undefined;
  return { ds, hash, bytes };
}

type Wanted = { ds: string; hash: string };

async function manifestsOf(
  get: Get,
  snapshots: readonly { ds: string; snapshot: string }[],
): Promise<Wanted[] | undefined> {
  const wanted: Wanted[] = [];
  for (const { ds, snapshot } of snapshots) {
    const body = await get(`/v1/sync/snapshots/${ds}/${snapshot}`);
    const manifest = body && parseJson(SnapshotManifest, text.decode(body));
    if (manifest === undefined) return undefined;
    for (const { hash } of manifest.segments) wanted.push({ ds, hash });
  }
  return wanted;
}
