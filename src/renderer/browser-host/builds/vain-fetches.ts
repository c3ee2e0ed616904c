import type { BuildHeldUp } from '../../../contracts/build-feed.ts';

/** Bytes that came in vain are not fetched again at each look: a pause that doubles, ms. */
const REST_MS = 900_000;
const LONGEST_REST_MS = 12 * 3_600_000;

/**
 * A file that came whole and was of no use here: no room for it, or no build in it. The store's line is not
 * for fetching it every few minutes (UPD11). `clock` only runs forward, ms.
 */
export class VainFetches {
  private readonly clock: () => number;
  private last:
    { hash: string; untilMs: number; restMs: number; heldUp: BuildHeldUp | undefined } | undefined;

  constructor(clock: () => number) {
    this.clock = clock;
  }

  /** What head office is told. */
  get heldUp(): BuildHeldUp | undefined {
    return this.last?.heldUp;
  }

  rests(hash: string): boolean {
    return this.last?.hash === hash && this.clock() < this.last.untilMs;
  }

  note(hash: string, heldUp?: BuildHeldUp): undefined {
    const before = this.last?.hash === hash ? this.last.restMs : REST_MS / 2;
    const restMs = Math.min(LONGEST_REST_MS, before * 2);
    this.last = { hash, restMs, untilMs: this.clock() + restMs, heldUp };
  }

  /** This file is wanted now, or none: another one's trouble is over. */
  wants(hash: string | undefined): void {
    if (this.last?.hash !== hash) this.last = undefined;
  }
}
