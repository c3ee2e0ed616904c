import { sha256 } from '@noble/hashes/sha2.js';
import { isBranch } from '../../../sync/core/branch-key.ts';
import { isOwnStream } from '../../../sync/core/own-stream.ts';
import type { LocalStore, ShiftRow, StreamRow } from '../../../sync/core/ports.ts';
import type { Started } from '../../../sync/core/start-up.ts';
import { compareSeries } from '../../../domain/oplog/series.ts';
import type { TillCore } from '../till-core.ts';
import { checkOwnClosings } from './check-own-closings.ts';
import { ownZs } from './last-z.ts';
import { RunningShift } from './running-shift.ts';

const utf8 = new TextDecoder();

/** Every shift that the till started with. */
export function openShifts({
  shift,
  drawers,
}: Pick<Started['snapshot'], 'shift' | 'drawers'>): ShiftRow[] {
  return shift === undefined ? [...drawers] : [shift, ...drawers];
}

/**
 * The figures of the shifts that the till started with, read behind everything else; from the till's own
 * streams, also those that come back later.
 */
export function openRunning(
  store: Pick<LocalStore, 'readOps' | 'load'>,
  snapshot: Pick<Started['snapshot'], 'shift' | 'drawers'>,
  isOwn: (stream: StreamRow) => boolean,
): RunningShift {
  const running = new RunningShift({
    store,
    streams: async () =>
      (await store.load()).streams
        .filter((stream) => isOwn(stream) && !isBranch(stream.id))
        .sort((a, b) => compareSeries(a.series, b.series)),
    text: (raw) => utf8.decode(raw),
    later: (run, ms) => void setTimeout(run, ms),
  });
  for (const shift of openShifts(snapshot)) void running.read(shift).catch(() => undefined);
  return running;
}

/** Those of this till, on whatever machine it wrote them, and since when. */
export function ownStreams(tillId: string): (stream: StreamRow) => boolean {
  return (stream) => isOwnStream({ sha256, tillId }, stream);
}

/** Behind the start and whatever is sold first. */
const CHECK_AFTER_MS = 10_000;

/** Looks at the till's own closings a while after the start, and says which is the first bad one (dom-F6). */
export function checkClosingsLater(
  { store, identity }: Pick<TillCore, 'store' | 'identity'>,
  alarm: (next: string) => void,
): void {
  const own = { store: identity.store, till: identity.till };
  const check = async (): Promise<void> => {
    const bad = await checkOwnClosings({
      zs: async () => ownZs(await store.zs(), own),
      store,
      told: identity.last_z?.op_id,
      sha256,
      text: (raw) => utf8.decode(raw),
      breathe: () => new Promise((resolve) => setTimeout(resolve)),
    });
    if (bad !== undefined) alarm(bad);
  };
  // A disk that says no now is asked at the next start.
  setTimeout(() => void check().catch(() => undefined), CHECK_AFTER_MS);
}
