import type { Clock } from '../../src/sync/core/ports.ts';

/** Time of a till that may run faster than ours, so that real waits can be waited out. */
export type PacedClock = Clock & {
  /** Till seconds a second from now on; waits under way follow. */
  setPace(pace: number): void;
};

type Wait = { at: number; run: () => void; timer: NodeJS.Timeout | undefined };

/** Starts at our own pace. `wallMs` is never paced: sites compare it with their own clocks. */
export function openPacedClock(): PacedClock {
  let pace = 1;
  let began = { real: performance.now(), till: performance.now() };
  const waits = new Set<Wait>();
  const now = (): number => began.till + (performance.now() - began.real) * pace;

  function arm(wait: Wait): void {
    clearTimeout(wait.timer);
    const ms = Math.max(0, (wait.at - now()) / pace);
    wait.timer = setTimeout(() => {
      waits.delete(wait);
      wait.run();
    }, ms);
  }

  return {
    now,
    wallMs: () => Date.now(),
    wakeAt(at, run) {
      const wait: Wait = { at, run, timer: undefined };
      waits.add(wait);
      arm(wait);
      return () => {
        clearTimeout(wait.timer);
        waits.delete(wait);
      };
    },
    setPace(next) {
      began = { real: performance.now(), till: now() };
      pace = next;
      for (const wait of waits) arm(wait);
    },
  };
}
