import cluster, { type Worker } from 'node:cluster';
import type { PrimaryMetrics } from './metrics/primary-metrics.ts';
import { WORKER } from './metrics/worker-registry.ts';
import { RETIRED_EXIT } from './site-identity.ts';

type Log = { warn(fields: object, text: string): void };
/** One place for a worker; its successors have the same name. */
export type Slot = { role: 'web' | 'background'; name: string };
/** `patienceMs`: from being told to end until a worker that does not is ended. */
type Keeping = { log: Log; patienceMs: number; metrics: PrimaryMetrics };

/** The variable that tells a worker which it is. */
export const ROLE = 'EVERTILL_ROLE';
export const RETIRED =
  'the peer has met a later life of this site: this database is an old one and serves nobody';
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5000;
/** A worker that lived this long was well: its successor starts at once, ms. */
const WELL_MS = 10_000;

/** Keeps one worker of a role alive; restarts a dead one with back-off until told to stop. */
export function keepWorker(
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
    metrics.started.inc({ role });
    metrics.alive.inc({ role });
    let isOver = false;
    const over = (code: number | null, signal: string | null): void => {
      if (isOver) return;
      isOver = true;
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
    };
    const own = worker;
    own.once('exit', over);
    // Without a listener it would end the primary and all other workers. Of one that was reached no
    // more the end is heard above; one that could not be started at all has no other end.
    own.on('error', (error) => {
      log.warn({ role, err: error.message }, 'worker not reached');
      if (own.process.pid === undefined) over(null, null);
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
