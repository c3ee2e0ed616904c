import { parseJson } from '../../../contracts/parse.ts';
import { ChangesAnswer, type ChangeRow } from '../../../contracts/wire.ts';
import { fetchSnapshots, type Get, type Segment, type SegmentHolder } from './fetch-snapshots.ts';

export type SegmentRow = readonly [k: string, v: unknown, hlc: number, o: string];

/** Where pulled data goes: one transaction a page, the cursor beside its rows (D14). */
export type PullSink = SegmentHolder & {
  datasets: readonly string[];
  cursor(): Promise<string | undefined>;
  apply(changes: readonly ChangeRow[], cursor: string): Promise<void>;
  /** Starts again: these segments replace everything, then these rows, then this cursor. */
  reset(segments: readonly Segment[], changes: readonly ChangeRow[], cursor: string): Promise<void>;
};

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

/** The rows inside a segment; empty where the bytes are not one. */
export async function openSegment(bytes: Uint8Array): Promise<readonly SegmentRow[]> {
  const stream = new Blob([new Uint8Array(bytes)])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  const json: unknown = JSON.parse(await new Response(stream).text());
  // Checked as a whole shape only: a per-row check of 100,000 rows would be felt at start.
  return Array.isArray(json) ? (json as SegmentRow[]) : [];
}
