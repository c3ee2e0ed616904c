import type { ParkedRow } from '../../sync/core/ports.ts';
import type { UnconfirmedSale } from './sync-view.ts';

export type Waiting = { waiting: number; oldest_ms: number };

/** A count that only moved is told again so often; that something waits, or nothing any more, at once. */
const TELL_EVERY_MS = 30_000;

/** What head office does not have: sales not confirmed, and what is parked, each once. */
export function waitingNow(
  sales: readonly UnconfirmedSale[],
  parked: readonly ParkedRow[],
): Waiting {
  const all = new Map<string, number>();
  for (const { stream, seq, atMs } of [...sales, ...parked]) all.set(`${stream}/${seq}`, atMs);
  return {
    waiting: all.size,
    oldest_ms: [...all.values()].reduce((least, atMs) => Math.min(least, atMs), Infinity),
  };
}

/** Tells the host what waits, without a write to its disk for each sale. */
export function queueTeller(tell: (told: Waiting) => void): (now: Waiting, nowMs: number) => void {
  let last: { told: Waiting; atMs: number } | undefined;
  return ({ waiting, oldest_ms: oldest }, nowMs) => {
    const told = { waiting, oldest_ms: waiting === 0 ? 0 : Math.max(0, oldest) };
    if (last !== undefined) {
      const isTurn = (last.told.waiting === 0) !== (waiting === 0);
      const isNews = last.told.waiting !== waiting && nowMs - last.atMs >= TELL_EVERY_MS;
      if (!isTurn && !isNews) return;
    }
    last = { told, atMs: nowMs };
    tell(told);
  };
}
