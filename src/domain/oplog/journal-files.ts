/**
 * The disk as the journal sees it; one folder a stream. Each call throws on failure, and the journal
 * asks `failureOf` what it means. Contract: bytes are durable when `begin`, `append` and
 * `setAside` resolve.
 */
export type JournalFiles = {
  /** Streams that have a folder. */
  streams(): Promise<string[]>;
  /** Journal files of a stream, in any order; nothing else that may lie there. */
  names(stream: string): Promise<string[]>;
  read(stream: string, name: string): Promise<Uint8Array>;
  size(stream: string, name: string): Promise<number>;
  /**
   * Makes a new file of these bytes; the folder's entry is durable too (D11). After a failure no
   * such file is there, or else it would count as newer than the one before it.
   */
  begin(stream: string, name: string, bytes: Uint8Array): Promise<void>;
  /**
   * One write at `at`, then a sync. What lies beyond `at` is left from a failed write and goes
   * first: half a line may be longer than the one written over it.
   */
  append(stream: string, name: string, at: number, bytes: Uint8Array): Promise<void>;
  /** Makes durable what an earlier process may have written and not synced, its folder entry too. */
  settle(stream: string, name: string): Promise<void>;
  /** Moves everything from `at` on into a file beside it: cut bytes are evidence, never lost. */
  setAside(stream: string, name: string, at: number): Promise<void>;
  /** Deletes one file; a crash may leave it there. */
  remove(stream: string, name: string): Promise<void>;
  failureOf(error: unknown): 'disk-full' | 'io';
};

/** A file is closed at this size, so that verifying the newest one stays quick. */
export const ROLL_BYTES = 8 * 1024 * 1024;

const NAME = /^(\d{4}-\d{2}-\d{2})-(\d{1,16})\.ndjson$/;

/** `<yyyy-mm-dd>-<first sequence>.ndjson`; the day is the first op's, in UTC. */
export function journalFileName(day: string, fromSeq: number): string {
  return `${day}-${fromSeq}.ndjson`;
}

/** Day and first sequence of a journal file, undefined for any other name. */
export function readJournalFileName(name: string): { day: string; fromSeq: number } | undefined {
  const [, day, seq] = NAME.exec(name) ?? [];
  return day === undefined ? undefined : { day, fromSeq: Number(seq) };
}

/** Oldest first: by sequence, because days depend on a clock that may be wrong. */
export function inOrder(names: readonly string[]): string[] {
  const from = (name: string): number => readJournalFileName(name)?.fromSeq ?? 0;
  return names.filter((n) => readJournalFileName(n)).sort((a, b) => from(a) - from(b));
}

/** Files of which every line is below this sequence, because the next file begins there or before. */
export function filesBelow(names: readonly string[], below: number): string[] {
  const files = inOrder(names);
  return files.filter((_, i) => {
    const next = files[i + 1];
    return next !== undefined && (readJournalFileName(next)?.fromSeq ?? Infinity) <= below;
  });
}
