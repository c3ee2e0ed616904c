/** Wrong PINs of one person in a row (dom-A1, dom-A2): 3 free, then growing waits, then a lock. */
export type PinFails = { count: number; lastMs: number };

const FREE = 3;
const LOCK_AT = 10;
const FIRST_WAIT_MS = 5000;
const LOCK_MS = 30 * 60_000;

/** How long this person must wait before the next try, ms; 0 = now. */
export function waitBeforeTry(fails: PinFails | undefined, nowMs: number): number {
  if (fails === undefined || fails.count < FREE) return 0;
  const wait =
    fails.count >= LOCK_AT ? LOCK_MS : FIRST_WAIT_MS * 2 ** Math.min(fails.count - FREE, 6);
  return Math.max(0, fails.lastMs + wait - nowMs);
}

/** A clock set back leaves the last try in the future: it counts as now, so that the wait ends (dom-A2). */
export function notInFuture(fails: PinFails, nowMs: number): PinFails {
  return fails.lastMs > nowMs ? { ...fails, lastMs: nowMs } : fails;
}
