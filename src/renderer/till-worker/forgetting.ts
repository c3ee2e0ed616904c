import { forgetOld } from '../../sync/core/retention.ts';
import type { Clock, Journal, LocalStore } from '../../sync/core/ports.ts';

export type ForgettingPorts = {
  store: LocalStore;
  journal: Journal;
  clock: Pick<Clock, 'now' | 'wallMs'>;
  /** Head office's time as far as it is known, ms. */
  correctedMs: () => number;
  forgotten: (stream: string, firstAvailable: number) => void;
};

/** What is 30 days old is looked for so often, ms. */
const FORGET_EVERY_MS = 3_600_000;

/** Forgets old, confirmed ops whenever head office has just told its time, at most every hour (RL7). */
export class Forgetting {
  private readonly p: ForgettingPorts;
  private lookedAt: number | undefined;

  constructor(p: ForgettingPorts) {
    this.p = p;
  }

  /** Head office told its time. A till that never hears it forgets nothing. */
  timeWasTold(): void {
    const { clock, correctedMs } = this.p;
    const now = clock.now();
    if (this.lookedAt !== undefined && now - this.lookedAt < FORGET_EVERY_MS) return;
    this.lookedAt = now;
    forgetOld({
      ...this.p,
      nowMs: Math.min(clock.wallMs(), correctedMs()),
      dayOf: (ms) => new Date(ms).toISOString().slice(0, 10),
    })
      // Nothing waits for it; the next hour tries again.
      .catch(() => undefined);
  }
}
