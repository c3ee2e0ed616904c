import { isBranch, wireStream } from './branch-key.ts';
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
  const docsBefore = p.dayOf(before);
  const { streams } = await store.load();
  const parked = await store.parked();
  let forgotten = 0;
  for (const stream of streams) {
    const kept = parked.filter((x) => x.stream === stream.id).map((x) => x.seq - 1);
    const last = Math.min(stream.released, ...kept);
    const below = await forgetIn(store, stream, { before, last, docsBefore });
    if (below > stream.firstAvailable) p.forgotten(stream.id, below);
    forgotten += below - stream.firstAvailable;
    if (!isBranch(stream.id)) await journal.prune(wireStream(stream.id), below);
  }
  return forgotten;
}

async function forgetIn(
  store: LocalStore,
  stream: StreamRow,
  limit: { before: number; last: number; docsBefore: string },
): Promise<number> {
  let below = stream.firstAvailable;
  for (;;) {
    const ops = await store.readOps(stream.id, below, CHUNK, Number.MAX_SAFE_INTEGER);
    const stop = ops.findIndex((op) => op.seq > limit.last || op.atMs >= limit.before);
    const count = stop < 0 ? ops.length : stop;
    if (count === 0) return below;
    below += count;
    await store.prune(stream.id, below, limit.docsBefore);
    if (stop >= 0) return below;
  }
}
