const WINDOW_MS = 10_000;
/** Hellos in one window that are still ordinary traffic of one worker. */
const CALM = 400;
/** Share of a push each hello above that adds, ms. */
const MS_PER_HELLO = 10;
const LONGEST_MS = 120_000;

/**
 * After an outage every till says hello at once. Above the calm rate each is told a random wait,
 * so that their drains spread out instead of arriving together.
 */
export function spreadPushes(now: () => number, random: () => number): () => number {
  let windowStart = now();
  let hellos = 0;
  return () => {
    if (now() - windowStart > WINDOW_MS) {
      windowStart = now();
      hellos = 0;
    }
    hellos += 1;
    if (hellos <= CALM) return 0;
    return Math.floor(random() * Math.min(LONGEST_MS, hellos * MS_PER_HELLO));
  };
}
