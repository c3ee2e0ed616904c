import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { sha256, sha256Text } from '../../keys/ed25519.ts';

export type SegmentRow = [k: string, v: unknown, hlc: number, o: string];
export type Segment = { hash: string; bytes: Buffer; rows: number };

const compress = promisify(gzip);
const FEWEST_ROWS = 1000;
const MOST_ROWS = 8000;
/** A segment may end after a key whose hash starts with twelve zero bits: about every 4096th. */
const CUT_MASK = 0xfff;

function isCut(key: string): boolean {
  const hash = sha256(Buffer.from(key));
  return ((((hash[0] ?? 0) << 8) | (hash[1] ?? 0)) & CUT_MASK) === 0;
}

/**
 * Cuts rows (sorted by key) where the keys themselves say so: an edit then changes one segment,
 * and every other is the same bytes as in the snapshot before.
 */
export function cutSegments(rows: readonly SegmentRow[]): SegmentRow[][] {
  const all: SegmentRow[][] = [];
  let current: SegmentRow[] = [];
  for (const row of rows) {
    current.push(row);
    const full = current.length >= MOST_ROWS;
    if (full || (current.length >= FEWEST_ROWS && isCut(row[0]))) {
      all.push(current);
      current = [];
    }
  }
  if (current.length > 0) all.push(current);
  return all;
}

/** Gzip of JSON rows, named by the hash of its compressed bytes: immutable, cacheable. */
export async function packSegment(rows: readonly SegmentRow[]): Promise<Segment> {
  const bytes = await compress(JSON.stringify(rows), { level: 6 });
  return { hash: sha256Text(bytes), bytes, rows: rows.length };
}
