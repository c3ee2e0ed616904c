import cluster from 'node:cluster';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Gauge, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { askWorkers } from './ask-workers.ts';

/**
 * Without a turn of the event loop, so that the death is not seen before we want it to be. The last
 * thread of a process lets go of its files, so all but the dead first one must be gone.
 */
function waitForDeath(pid: number): void {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  const isDead = (): boolean =>
    readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ') &&
    readdirSync(`/proc/${pid}/task`).length === 1;
  for (let i = 0; i < 1000 && !isDead(); i += 1) Atomics.wait(sleeper, 0, 0, 10);
  expect(isDead()).toBe(true);
}

test('MT8: a worker that is dead and not yet seen to be is left out; the question ends nobody', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'evertill-worker-'));
  try {
    const exec = path.join(dir, 'worker.mjs');
    writeFileSync(exec, 'process.send("here"); setInterval(() => {}, 1000);\n');
    cluster.setupPrimary({ exec, execArgv: [] });
    const worker = cluster.fork();
    const broken: unknown[] = [];
    worker.on('error', (error) => broken.push(error));
    await once(worker, 'message');
    const registry = new Registry();
    new Gauge({ name: 'own', help: 'of the primary', registers: [registry] }).set(1);
    const gone = once(worker, 'exit');
    worker.process.kill('SIGKILL');
    waitForDeath(worker.process.pid ?? 0);
    expect(worker.isConnected()).toBe(true);
    expect(await askWorkers(registry)).toContain('own 1');
    await gone;
    expect(broken).toEqual([]);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
