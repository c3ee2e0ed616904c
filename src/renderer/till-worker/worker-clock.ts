import type { Clock } from '../../sync/core/ports.ts';

/** Longest single timer; longer waits are re-armed, so that a sleeping computer cannot swallow one. */
const MAX_TIMER_MS = 60_000;

/** Monotonic time for waits, wall time for stamps. */
export const workerClock: Clock = {
  now: () => performance.now(),
  wallMs: () => Date.now(),
  wakeAt: (at, run) => {
    let timer: ReturnType<typeof setTimeout>;
    const arm = (): void => {
      const left = at - performance.now();
      timer =
        left > MAX_TIMER_MS ? setTimeout(arm, MAX_TIMER_MS) : setTimeout(run, Math.max(0, left));
    };
    arm();
    return () => clearTimeout(timer);
  },
};
