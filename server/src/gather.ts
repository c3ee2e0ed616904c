export type GatherLimits = {
  /** Runs under way at a time. */
  atOnce: number;
  /** Items of one run. */
  most: number;
};

type Waiting<T, R> = { item: T; resolve: (result: R) => void; reject: (reason: unknown) => void };

/**
 * Joins calls that come together, or while others are under way, into one run each: the more callers,
 * the fewer runs a caller costs. Alone, a call starts within its turn of the event loop. `run` answers
 * in the order of its items; where it throws, each of its callers hears that.
 */
export function gather<T, R>(
  { atOnce, most }: GatherLimits,
  run: (items: readonly T[]) => Promise<readonly R[]>,
): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = [];
  let running = 0;
  let isScheduled = false;

  const hasRoom = (): boolean => waiting.length > 0 && running < atOnce;
  const start = async (): Promise<void> => {
    const taken = waiting.splice(0, most);
    running += 1;
    try {
      const results = await run(taken.map(({ item }) => item));
      if (results.length !== taken.length) throw new Error('a run answers each of its items');
      for (const [i, { resolve }] of taken.entries()) resolve(results[i] as R);
    } catch (error) {
      for (const { reject } of taken) reject(error);
    } finally {
      running -= 1;
      schedule();
    }
  };
  function schedule(): void {
    if (isScheduled || !hasRoom()) return;
    isScheduled = true;
    // Requests that were read in this turn of the event loop join.
    setImmediate(() => {
      isScheduled = false;
      while (hasRoom()) void start();
    });
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      schedule();
    });
}
