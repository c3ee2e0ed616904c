const WINDOW_MS = 10_000;
/**
 * A till with fewer ops waiting is selling, not draining: its one small batch costs no more than the
 * hello did, and to hold it up would only make a sale late.
 */
const BACKLOG_OPS = 20;
/** Tills with a backlog in one window that one worker takes as they come. */
const CALM = 400;
/** Share of a push each hello above that adds, ms. */
const MS_PER_HELLO = 10;
const LONGEST_MS = 120_000;

/**
 * After an outage every till comes at once with what it sold meanwhile. Above the calm rate each is
 * told a random wait, so that their drains spread out instead of arriving together. Takes the ops a
 * till says it has waiting, gives ms.
 */
export function spreadPushes(now: () => number, random: () => number): (waiting: number) => number {
  let windowStart = now();
  let backlogs = 0;
  return (waiting) => {
    if (waiting < BACKLOG_OPS) return 0;
    if (now() - windowStart > WINDOW_MS) {
      windowStart = now();
      backlogs = 0;
    }
    backlogs += 1;
    if (backlogs <= CALM) return 0;
    return Math.floor(random() * Math.min(LONGEST_MS, backlogs * MS_PER_HELLO));
  };
}
