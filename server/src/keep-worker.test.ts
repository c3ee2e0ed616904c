import cluster from 'node:cluster';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepWorker } from './keep-worker.ts';
import { primaryMetrics } from './metrics/primary-metrics.ts';
import { waitForDeath } from './metrics/wait-for-death.ts';

let dir: string;
let said: string[];
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'evertill-worker-'));
  const exec = path.join(dir, 'worker.mjs');
  const words = "process.on('message', () => process.exit(0)); process.send('here');";
  writeFileSync(exec, `${words} setInterval(() => {}, 1000);\n`);
  cluster.setupPrimary({ exec, execArgv: [] });
  said = [];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function keep() {
  const log = { warn: (_fields: object, text: string) => void said.push(text) };
  const metrics = primaryMetrics(new Registry());
  return keepWorker({ role: 'web', name: 'web-1' }, { log, patienceMs: 10_000, metrics });
}
const nextHere = async (): Promise<void> => void (await once(cluster, 'message'));

test('MT8: a worker that is dead and not yet seen to be is told to end, and that ends nobody else', async () => {
  const here = nextHere();
  const kept = keep();
  await here;
  const worker = Object.values(cluster.workers ?? {})[0];
  worker?.process.kill('SIGKILL');
  waitForDeath(worker?.process.pid ?? 0);
  await kept.stop();
  expect(said).toEqual([]);
});

test('MT8: a worker that cannot be started is tried again', async () => {
  const { execPath } = process;
  process.execPath = path.join(dir, 'nowhere');
  const kept = keep();
  process.execPath = execPath;
  await nextHere();
  expect(said).toEqual(['worker not reached', 'worker died, another starts']);
  await kept.stop();
});
