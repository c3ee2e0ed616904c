import type { Clock } from '../core/ports.ts';

type Timer = { at: number; order: number; run: () => void };

/** More timers than this in one virtual second is a busy loop, which no till may ever do. */
const SPIN = 3000;

/** Time that moves only when told to; equal times run in the order they were asked for. */
export class VirtualClock implements Clock {
  private time = 1_000_000;
  private order = 0;
  private timers: Timer[] = [];
  private readonly wallStart: number;
  private instant = 0;
  private perInstant = 0;

  constructor(wallStart: number) {
    this.wallStart = wallStart;
  }

  now(): number {
    return this.time;
  }

  wallMs(): number {
    return this.wallStart + Math.floor(this.time);
  }

  wakeAt(at: number, run: () => void): () => void {
    const timer = { at: Math.max(at, this.time), order: this.order++, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((t) => t !== timer);
    };
  }

  /** Runs everything due up to `until`; between timers all promises settle. */
  async advance(until: number): Promise<void> {
    for (;;) {
      await settled();
      let next: Timer | undefined;
      for (const t of this.timers)
        if (
          t.at <= until &&
          (next === undefined || t.at < next.at || (t.at === next.at && t.order < next.order))
        )
          next = t;
      if (next === undefined) break;
      const due = next;
      this.timers = this.timers.filter((t) => t !== due);
      this.perInstant = due.at - this.instant < 1000 ? this.perInstant + 1 : 0;
      if (this.perInstant === 0) this.instant = due.at;
      if (this.perInstant > SPIN) throw new Error('spinning: thousands of timers in one second');
      this.time = due.at;
      due.run();
    }
    this.time = Math.max(this.time, until);
  }
}

/** All microtasks have run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
