import { wireStream } from './branch-key.ts';
import type { Journal, LocalStore, StreamRow } from './ports.ts';

/** A regression of a site is served from the till for so long; receipts and returns offline as well. */
export const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
const CHUNK = 500;

type RetentionPorts = {
  store: LocalStore;
  journal: Journal;
  /** Head office's time, ms: a till whose own clock is a year ahead must not forget a year too early. */
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
  const before = nowMs - KEPT_DAYS * DAY_MS;
  const { streams } = await store.load();
  let forgotten = 0;
  for (const stream of streams) {
    await forgetIn(store, stream, before);
    const now = (await store.load()).streams.find((s) => s.id === stream.id)?.firstAvailable ?? 0;
    if (now > stream.firstAvailable) p.forgotten(stream.id, now);
    forgotten += Math.max(0, now - stream.firstAvailable);
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

async function forgetIn(store: LocalStore, stream: StreamRow, before: number): Promise<void> {
  for (let below = stream.firstAvailable; ;) {
    const ops = await store.readOps(stream.id, below, CHUNK, Number.MAX_SAFE_INTEGER);
    const stop = ops.findIndex((op) => op.seq > stream.released || op.atMs >= before);
    const count = stop < 0 ? ops.length : stop;
    if (count === 0) return;
    below += count;
    await store.prune(stream.id, below);
    if (stop >= 0) return;
  }
}
