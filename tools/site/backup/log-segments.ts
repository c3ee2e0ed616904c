import { DemoError } from '../../demo/demo-error.ts';

/*
 * Names of PostgreSQL's log segments: timeline, then the position, 8 hex digits each. With segments of
 * 16 MiB the last part runs to FF. An archived one also says up to which moment the log is whole with
 * it (ms since 1970), or 0 where that is another one's to say.
 */

export const SEGMENT_BYTES = 16 * 1024 * 1024;
const PER_FILE = 0x100;
const SEGMENT = /^[0-9A-F]{24}$/;
const ARCHIVED = /^([0-9A-F]{24})-(\d{1,15})\.sealed$/;

const hex = (n: number): string => n.toString(16).toUpperCase().padStart(8, '0');

export const isSegment = (name: string): boolean => SEGMENT.test(name);

/** The segment that follows on the same timeline. */
export function segmentAfter(name: string): string {
  const file = Number.parseInt(name.slice(8, 16), 16);
  const nth = Number.parseInt(name.slice(16), 16) + 1;
  return nth < PER_FILE
    ? `${name.slice(0, 16)}${hex(nth)}`
    : `${name.slice(0, 8)}${hex(file + 1)}${hex(0)}`;
}

/** Where a segment begins, as PostgreSQL writes positions. */
export function positionOf(name: string): string {
  const nth = Number.parseInt(name.slice(16), 16);
  return `${name.slice(8, 16)}/${hex(nth * SEGMENT_BYTES)}`;
}

export type Archived = { segment: string; wholeMs: number };

export const archivedName = ({ segment, wholeMs }: Archived): string => `${segment}-${wholeMs}`;

/** What lies in an archive, in order: without a gap, right behind `last`. */
export function chainBehind(last: string, files: readonly string[]): Archived[] {
  const held = new Map<string, number>();
  for (const file of files) {
    const [, segment, ms] = ARCHIVED.exec(file) ?? [];
    if (segment !== undefined) held.set(segment, Math.max(Number(ms), held.get(segment) ?? 0));
  }
  const chain: Archived[] = [];
  for (let at = segmentAfter(last); ; at = segmentAfter(at)) {
    const wholeMs = held.get(at);
    if (wholeMs === undefined) return chain;
    chain.push({ segment: at, wholeMs });
  }
}

/** The last segment a backup holds itself. */
export function lastOf(files: readonly { path: string }[]): string {
  const names = files
    .filter(({ path }) => path.startsWith('pg_wal/'))
    .map(({ path }) => path.slice('pg_wal/'.length))
    .filter(isSegment)
    .sort();
  const last = names.at(-1);
  if (last === undefined) throw new DemoError('the backup holds no log');
  return last;
}
