import cluster, { type Worker } from 'node:cluster';
import { Registry } from 'prom-client';
import { runBackgroundWorker } from './background-worker.ts';
import { readConfig, type Config } from './config.ts';
import { migrate } from './db/migrate.ts';
import { findRetired } from './features/claims/refuse-retired.ts';
import { openPool } from './db/pool.ts';
import { makeLogger } from './logger.ts';
import { askWorkers } from './metrics/ask-workers.ts';
import { startMetricsServer } from './metrics/metrics-server.ts';
import { primaryMetrics, type PrimaryMetrics } from './metrics/primary-metrics.ts';
import { WORKER } from './metrics/worker-registry.ts';
import { openSite } from './site-context.ts';
import { RETIRED_EXIT } from './site-identity.ts';
import { runWebWorker } from './web-worker.ts';

type Role = 'web' | 'background';
type Log = { warn(fields: object, text: string): void };
/** One place for a worker; its successors have the same name. */
type Slot = { role: Role; name: string };
type Keeping = { log: Log; patienceMs: number; metrics: PrimaryMetrics };

const RETIRED =
  'the peer has met a later life of this site: this database is an old one and serves nobody';
const ROLE = 'EVERTILL_ROLE';
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5000;
/** Beyond the drain itself, before a worker that does not end is ended, ms. */
const PATIENCE_MS = 8000;
/** A worker that lived this long was well: its successor starts at once, ms. */
const WELL_MS = 10_000;

/** Keeps one worker of a role alive; restarts a dead one with back-off until told to stop. */
function keepWorker(
  { role, name }: Slot,
  { log, patienceMs, metrics }: Keeping,
): { stop(): Promise<void> } {
  let stopping = false;
  let backoff = FIRST_BACKOFF_MS;
  let worker: Worker | undefined;
  const gone = Promise.withResolvers<void>();
  const start = (): void => {
    if (stopping) return gone.resolve();
    const startedMs = Date.now();
    worker = cluster.fork({ [ROLE]: role, [WORKER]: name });
    // What could not be said to it. Its end is what counts, and that is heard below.
    worker.on('error', (error) => log.warn({ role, err: error.message }, 'worker not reached'));
    metrics.started.inc({ role });
    metrics.alive.inc({ role });
    worker.once('exit', (code, signal) => {
      metrics.alive.dec({ role });
      if (stopping) return gone.resolve();
      // The site lives on elsewhere: workers go down with us, without another word to anybody.
      if (code === RETIRED_EXIT) {
        log.warn({}, RETIRED);
        process.exit(RETIRED_EXIT);
      }
      backoff = Date.now() - startedMs > WELL_MS ? FIRST_BACKOFF_MS : backoff * 2;
      log.warn({ role, code, signal }, 'worker died, another starts');
      setTimeout(start, Math.min(backoff, LONGEST_BACKOFF_MS));
    });
  };
  start();
  return {
    stop() {
      stopping = true;
      const last = worker;
      if (last?.isConnected() !== true) gone.resolve();
      else {
        // It may be dead and not seen to be; its end is heard.
        last.send('drain', () => undefined);
        setTimeout(() => last.process.kill('SIGKILL'), patienceMs).unref();
      }
      return gone.promise;
    },
  };
}

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
  if (process.env[ROLE] === 'background') return runBackgroundWorker(config, stop.signal);
  return runWebWorker(config, stop.signal);
}

await run();
