import cluster from 'node:cluster';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Gauge, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { askWorkers } from './ask-workers.ts';
import { waitForDeath } from './wait-for-death.ts';

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
