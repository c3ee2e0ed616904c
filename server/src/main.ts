import cluster from 'node:cluster';
import { Registry } from 'prom-client';
import { readConfig, type Config } from './config.ts';
import { migrate } from './db/migrate.ts';
import { findRetired } from './features/claims/refuse-retired.ts';
import { openPool } from './db/pool.ts';
import { keepWorker, RETIRED, ROLE, type Slot } from './keep-worker.ts';
import { makeLogger } from './logger.ts';
import { askWorkers } from './metrics/ask-workers.ts';
import { startMetricsServer } from './metrics/metrics-server.ts';
import { primaryMetrics } from './metrics/primary-metrics.ts';
import { openSite } from './site-context.ts';
import { RETIRED_EXIT } from './site-identity.ts';

/** Beyond the drain itself, before a worker that does not end is ended, ms. */
const PATIENCE_MS = 8000;

async function runPrimary(config: Config): Promise<void> {
  const log = makeLogger(config.logLevel, { site: config.site, role: 'primary' });
  const pool = openPool(config.databaseUrl, 1, () => undefined);
  await migrate(pool, config);
  await pool.end();
  const site = await openSite(config, log, 1);
  const retired = await findRetired(site, config.peer);
  await site.pool.end();
  if (retired) {
    log.warn({}, RETIRED);
    process.exit(RETIRED_EXIT);
  }
  const registry = new Registry();
  registry.setDefaultLabels({ worker: 'primary' });
  const keeping = {
    log,
    patienceMs: config.leaveMs + config.drainMs + PATIENCE_MS,
    metrics: primaryMetrics(registry),
  };
  const slots: Slot[] = [
    { role: 'background', name: 'background' },
    ...Array.from({ length: config.webWorkers }, (_, i) => ({
      role: 'web' as const,
      name: `web-${i + 1}`,
    })),
  ];
  const workers = slots.map((slot) => keepWorker(slot, keeping));
  if (config.metricsPort > 0)
    startMetricsServer(
      { host: config.metricsHost, port: config.metricsPort },
      () => askWorkers(registry),
      log,
    );
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({}, 'draining');
    await Promise.all(workers.map((worker) => worker.stop()));
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  // Whoever started us in a pipe is gone: do not stay behind as an orphan.
  if (process.env['EVERTILL_EXIT_WITH_PARENT'] === '1') {
    process.stdin.on('end', () => void stop()).resume();
  }
}

async function run(): Promise<void> {
  const config = readConfig(process.env);
  if (cluster.isPrimary) return runPrimary(config);
  // Signals to the process group reach workers too; only the primary decides.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => undefined);
  // Heard from the first moment on: a word that came during start-up would be lost.
  const stop = new AbortController();
  process.on('message', (message) => {
    if (message === 'drain') stop.abort();
  });
  // Each process loads what it runs: the primary, which starts first, serves nobody.
  if (process.env[ROLE] === 'background') {
    const { runBackgroundWorker } = await import('./background-worker.ts');
    return runBackgroundWorker(config, stop.signal);
  }
  const { runWebWorker } = await import('./web-worker.ts');
  return runWebWorker(config, stop.signal);
}

await run();
