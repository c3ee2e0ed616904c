import type { TransportResult } from './ipc.ts';
import { DRILL_DATASET } from './line-drill.ts';

/** No drill takes a till's line longer, whoever asked for it, ms. */
const LONGEST_AWAY_MS = 60 * 60_000;
/** What a till asks of a site in a drill: its own row, whether somebody stopped it (LD3). */
const LOOK = new RegExp(`^/v1/sync/changes\\?datasets=${DRILL_DATASET}&`);

/** What a request meets whose line was taken away: the same as a cable that was pulled. */
export const LINE_IS_AWAY: TransportResult = {
  ok: false,
  failure: 'connect-timeout',
  detail: 'line drill',
  ms: 0,
};

/**
 * The host's hand on the line (LD2): for how long nothing of this till reaches a site. Counted by a clock that only runs
 * forward, so that no wrong date keeps a line; forgotten with the process, so that a restart gives it back.
 */
export class LineAway {
  private untilMs = 0;
  private readonly now: () => number;

  /** `now`: ms of a clock that only runs forward. */
  constructor(now: () => number) {
    this.now = now;
  }

  /** Never longer than it is away already: only what is not away can be taken. */
  take(forMs: number): void {
    const asked = Math.min(forMs, LONGEST_AWAY_MS);
    const until = this.now() + asked;
    this.untilMs = this.leftMs() > 0 ? Math.min(this.untilMs, until) : until;
  }

  /** Whole ms; 0: the line is there. */
  leftMs(): number {
    return Math.max(0, Math.ceil(this.untilMs - this.now()));
  }

  /** Whether a request stays in the house. */
  holds(path: string): boolean {
    return this.leftMs() > 0 && !LOOK.test(path);
  }
}
