import { wireStream } from './branch-key.ts';
import type { Journal, LocalStore, StreamRow } from './ports.ts';

/** A regression of a site is served from the till for so long; receipts and returns offline as well. */
export const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
const CHUNK = 500;

type RetentionPorts = {
  store: LocalStore;
  journal: Journal;
  /**
   * The earlier of head office's time and this machine's, ms. Ops are stamped by this machine, so a
   * clock a year behind would be forgotten at once by head office's alone, one a year ahead by its own.
   */
  nowMs: number;
  /** `yyyy-mm-dd` of a time, UTC. */
  dayOf: (ms: number) => string;
  forgotten: (stream: string, firstAvailable: number) => void;
};

/**
 * Forgets what every required site confirmed and 30 days have passed over (sync 2.4 rule 4): op by op
 * in order, never past one that waits or is parked, in small steps that let sales through. The
 * journal follows by whole files.
 */
export async function forgetOld(p: RetentionPorts): Promise<number> {
  const { store, journal, nowMs } = p;
  const { streams, drawers } = await store.load();
  // A drawer may lie in the safe for weeks until its cashier is back: its Z is a sum over its ops.
  const opened = drawers.map(({ openedMs }) => openedMs);
  const before = Math.min(nowMs - KEPT_DAYS * DAY_MS, ...opened);
  let forgotten = 0;
  for (const stream of streams) {
    const first = await forgetIn(store, stream, before);
    if (first <= stream.firstAvailable) continue;
    p.forgotten(stream.id, first);
    forgotten += first - stream.firstAvailable;
  }
  await store.pruneDocs(p.dayOf(before));
  const after = (await store.load()).streams;
  for (const id of new Set(after.map((s) => wireStream(s.id)))) {
    // The file of a stream that went apart holds the lines of its branch.
    const kept = after.filter((s) => wireStream(s.id) === id).map((s) => s.firstAvailable);
    await journal.prune(id, Math.min(...kept));
  }
  return forgotten;
}

/** Resolves with the first op that is kept. */
async function forgetIn(store: LocalStore, stream: StreamRow, before: number): Promise<number> {
  let first = stream.firstAvailable;
  for (let below = first; ;) {
    const ops = await store.readOps(stream.id, below, CHUNK, Number.MAX_SAFE_INTEGER);
    const stop = ops.findIndex((op) => op.seq > stream.released || op.atMs >= before);
    const count = stop < 0 ? ops.length : stop;
    if (count === 0) return first;
    below += count;
    first = await store.prune(stream.id, below);
    if (stop >= 0 || first < below) return first;
  }
}
