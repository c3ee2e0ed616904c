/** No drill takes a till's line longer, whatever a row says. */
export const LONGEST_DRILL_MS = 60 * 60_000;
/** A row that begins later than this is of a clock that nobody here shares. */
const SKEW_MS = 60_000;

/** What the store's signed row says; times of head office's clock, ms. */
export type DrillWord = {
  readonly drill: string;
  readonly from_ms: number;
  readonly until_ms: number;
};

/**
 * Pure. How long the line is away from now on by this word, ms; 0: not at all (LD1). `nowMs` is head
 * office's clock as the till was told it in this run. `over`: the drill that this till is done with. What
 * cannot be right gives the till its line.
 */
export function drillLeft(
  word: DrillWord | undefined,
  nowMs: number,
  over: string | undefined,
): number {
  if (word === undefined || word.drill === over) return 0;
  const { from_ms: from, until_ms: until } = word;
  if (![from, until, nowMs].every(Number.isFinite)) return 0;
  if (until - from > LONGEST_DRILL_MS || from > nowMs + SKEW_MS) return 0;
  return Math.max(0, Math.min(until - nowMs, until - from));
}
