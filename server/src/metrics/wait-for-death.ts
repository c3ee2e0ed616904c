import { readdirSync, readFileSync } from 'node:fs';

/**
 * Without a turn of the event loop, so that the death is not seen before we want it to be. The last
 * thread of a process lets go of its files, so all but the dead first one must be gone.
 */
export function waitForDeath(pid: number): void {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  const isDead = (): boolean =>
    readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ') &&
    readdirSync(`/proc/${pid}/task`).length === 1;
  for (let i = 0; i < 1000 && !isDead(); i += 1) Atomics.wait(sleeper, 0, 0, 10);
  if (!isDead()) throw new Error(`process ${pid} lives`);
}
