import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until `probe` gives a value; throws naming `what` after `timeoutMs`. A probe that throws means
 * "not yet". `everyMs`: between two questions; a probe that opens a connection costs more than it waits.
 */
export async function waitUntil<T>(
  what: string,
  timeoutMs: number,
  probe: () => Promise<T | undefined>,
  everyMs = 20,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value !== undefined) return value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`timed out waiting for ${what}`, { cause: last });
    await sleep(everyMs);
  }
}
