import { setTimeout as sleep } from 'node:timers/promises';
import type { FleetTill } from './fleet-till.ts';

const TURN_MS = 5;

/**
 * Sells at this rate (sales a second of the whole fleet) for `ms`, each sale at a till drawn by lot: as
 * independent customers come. A process that was held up makes up for it: the load does not give way
 * to slowness.
 */
export async function sellAtRate(
  tills: readonly FleetTill[],
  rate: number,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  const began = performance.now();
  let due = gap(rate);
  while (performance.now() - began < ms && !signal.aborted) {
    const now = performance.now() - began;
    for (; due <= now && due < ms; due += gap(rate)) {
      const till = tills[Math.floor(Math.random() * tills.length)];
      await till?.sell();
    }
    await sleep(TURN_MS);
  }
}

/** Between two sales that come at random, ms. */
function gap(rate: number): number {
  return (-Math.log(1 - Math.random()) / rate) * 1000;
}
