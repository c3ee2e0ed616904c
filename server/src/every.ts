import { setTimeout as sleep } from 'node:timers/promises';

/** One named piece of standing work. A turn returns how long it may rest, ms; a poke ends the rest. */
export type Task = {
  name: string;
  turn: () => Promise<number>;
  rest: (ms: number) => Promise<void>;
};

const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 5000;

/** Runs a task for ever; a turn that throws is reported and tried again, later and later. */
export async function runTask(
  task: Task,
  signal: AbortSignal,
  onError: (name: string, error: unknown) => void,
): Promise<void> {
  let backoff = FIRST_BACKOFF_MS;
  while (!signal.aborted) {
    try {
      const ms = await task.turn();
      backoff = FIRST_BACKOFF_MS;
      if (ms > 0) await task.rest(ms);
    } catch (error) {
      if (signal.aborted) return;
      onError(task.name, error);
      await sleep(backoff, undefined, { signal }).catch(() => undefined);
      backoff = Math.min(LONGEST_BACKOFF_MS, backoff * 2);
    }
  }
}

/** Runs once at the signal, also where it came before anyone listened. */
export function onAbort(signal: AbortSignal, heard: () => void): void {
  if (signal.aborted) heard();
  else signal.addEventListener('abort', heard, { once: true });
}
