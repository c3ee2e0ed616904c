import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { FleetTill } from './fleet-till.ts';

const TURN_MS = 5;

/**
 * Sells at this rate (sales a second of the whole fleet) for `ms`, each sale at a till drawn by lot: as
 * independent customers come. The load does not give way to slow sites, and a process that was held up
 * makes up for it, in turns with its own network. What it could not sell in the time is left out.
 */
export async function sellAtRate(
  tills: readonly FleetTill[],
  rate: number,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  const began = performance.now();
  const elapsed = (): number => performance.now() - began;
  let due = gap(rate);
  let turnEnded = 0;
  while (elapsed() < ms && !signal.aborted) {
    // Selling may take as long as everything else in this process just did.
    const turnEnds = elapsed() + Math.max(TURN_MS, elapsed() - turnEnded);
    for (; due <= elapsed() && elapsed() < turnEnds; due += gap(rate)) {
      const till = tills[Math.floor(Math.random() * tills.length)];
      await till?.sell();
    }
    turnEnded = elapsed();
    await (due <= elapsed() ? nextTurn() : sleep(TURN_MS));
  }
}

/** Between two sales that come at random, ms. */
function gap(rate: number): number {
  return (-Math.log(1 - Math.random()) / rate) * 1000;
}
