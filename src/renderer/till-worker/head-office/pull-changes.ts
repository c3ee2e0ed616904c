import { parseJson } from '../../../contracts/parse.ts';
import { ChangesAnswer, SnapshotManifest, type ChangeRow } from '../../../contracts/wire.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64url } from '../../../domain/oplog/base64url.ts';

export type SegmentRow = readonly [k: string, v: unknown, hlc: number, o: string];
export type Segment = { hash: string; ds: string; bytes: Uint8Array };

/** Where pulled data goes: one transaction a page, the cursor beside its rows (D14). */
export type PullSink = {
  datasets: readonly string[];
  cursor(): Promise<string | undefined>;
  apply(changes: readonly ChangeRow[], cursor: string): Promise<void>;
  /** Starts again: these segments replace everything, then these rows, then this cursor. */
  reset(segments: readonly Segment[], changes: readonly ChangeRow[], cursor: string): Promise<void>;
  /** Segments already held, so that they need not travel again. */
  held(hashes: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  progress(done: number, of: number): void;
};

export type Get = (path: string) => Promise<Uint8Array | undefined>;

const text = new TextDecoder();
const PAGE = 2000;
/** More pages than any honest backlog; a site that always says `more` must not hold the lane. */
const MAX_PAGES = 500;

/** Pulls until there is no more. False: some answer did not come; try again later. */
export async function pullChanges(get: Get, sink: PullSink): Promise<boolean> {
  for (let page = 0; page < MAX_PAGES; page++) {
    const cursor = await sink.cursor();
    const query = new URLSearchParams({ datasets: sink.datasets.join(','), limit: String(PAGE) });
    if (cursor !== undefined) query.set('cursor', cursor);
    const body = await get(`/v1/sync/changes?${query}`);
    const answer = body && parseJson(ChangesAnswer, text.decode(body));
    if (answer === undefined) return false;
    // A restored site that still lacks rows must not replace a good set by a part of it.
    if (answer.reset !== undefined && answer.stale) return false;
    if (answer.reset !== undefined) {
      const segments = await fetchSnapshots(get, sink, answer.reset);
      if (segments === undefined) return false;
      await sink.reset(segments, answer.changes, answer.cursor);
    } else if (answer.changes.length > 0 || answer.cursor !== cursor)
      await sink.apply(answer.changes, answer.cursor);
    if (!answer.more) return true;
  }
  return false;
}

async function fetchSnapshots(
  get: Get,
  sink: PullSink,
  snapshots: readonly { ds: string; snapshot: string }[],
): Promise<Segment[] | undefined> {
  const wanted: { ds: string; hash: string }[] = [];
  for (const { ds, snapshot } of snapshots) {
    const body = await get(`/v1/sync/snapshots/${ds}/${snapshot}`);
    const manifest = body && parseJson(SnapshotManifest, text.decode(body));
    if (manifest === undefined) return undefined;
    for (const s of manifest.segments) wanted.push({ ds, hash: s.hash });
  }
  const held = await sink.held(wanted.map((w) => w.hash));
  const out: Segment[] = [];
  for (const { ds, hash } of wanted) {
    const bytes = held.get(hash) ?? (await get(`/v1/sync/segments/${hash}`));
    // Named by its content: a segment that is not what its name says never gets in.
    if (bytes === undefined || toBase64url(sha256(bytes)) !== hash) return undefined;
    out.push({ ds, hash, bytes });
    sink.progress(out.length, wanted.length);
  }
  return out;
}

/** The rows inside a segment; empty where the bytes are not one. */
export async function openSegment(bytes: Uint8Array): Promise<readonly SegmentRow[]> {
  const stream = new Blob([new Uint8Array(bytes)])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  const json: unknown = JSON.parse(await new Response(stream).text());
  // Checked as a whole shape only: a per-row check of 100,000 rows would be felt at start.
  return Array.isArray(json) ? (json as SegmentRow[]) : [];
}
