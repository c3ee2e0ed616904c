/** Three in this long is a loop, not bad luck, ms. */
const LOOP_MS = 60_000;
const LOOP_COUNT = 3;
/** Wait before the first reload; each further crash in the window doubles it, ms. */
const COOL_DOWN_MS = 500;

/** When the renderer died, ms, oldest first; only those of the last minute. */
export type CrashHistory = readonly number[];

/** What to do about a dead renderer. `recreate` frees what an out-of-memory process left behind. */
export type CrashAction =
  | { readonly do: 'nothing' }
  | { readonly do: 'reload'; readonly afterMs: number }
  | { readonly do: 'recreate'; readonly afterMs: number }
  | { readonly do: 'show-recovery' };

/** Decides after a renderer is gone. `now` is a monotonic clock in ms. */
export function onRendererGone(
  history: CrashHistory,
  reason: string,
  now: number,
): { history: CrashHistory; action: CrashAction } {
  if (reason === 'clean-exit') return { history, action: { do: 'nothing' } };
  const recent = [...history.filter((at) => now - at < LOOP_MS), now];
  if (recent.length >= LOOP_COUNT) return { history: recent, action: { do: 'show-recovery' } };
  const afterMs = COOL_DOWN_MS * 2 ** (recent.length - 1);
  return { history: recent, action: { do: reason === 'oom' ? 'recreate' : 'reload', afterMs } };
}
