import { setTimeout as sleep } from 'node:timers/promises';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { CHANNELS, startListener } from './db/listener.ts';
import { onAbort } from './every.ts';
import { ChangesNews } from './features/changes/changes-news.ts';
import { reloadRegion } from './keys/reload-region.ts';
import { makeLogger } from './logger.ts';
import { answerMetrics } from './metrics/ask-workers.ts';
import { webMetrics } from './metrics/web-metrics.ts';
import { WORKER, workerRegistry } from './metrics/worker-registry.ts';
import { makeDrain } from './plugins/drain.ts';
import { watchRevocations } from './plugins/standing.ts';
import { openTraces } from './tracing/open-traces.ts';
import { PokeHub } from './poke-hub.ts';
import { openSite } from './site-context.ts';
import { RETIRED_EXIT } from './site-identity.ts';

/** Far longer than any request's statement takes: the database's host is gone, ms. */
const QUERY_TIMEOUT_MS = 60_000;
/** Polling beside pokes for what each web worker remembers, ms. */
const REFRESH_MS = 2000;

/** One HTTP worker of a site: listens until it is told to drain. */
export async function runWebWorker(config: Config, signal: AbortSignal): Promise<void> {
  const logger = makeLogger(config.logLevel, { site: config.site, role: 'web' });
  const site = await openSite(config, logger, config.poolSize, QUERY_TIMEOUT_MS);
  const hub = new PokeHub();
  const registry = workerRegistry(process.env[WORKER] ?? 'web');
  const metrics = webMetrics(registry);
  answerMetrics(registry);
  const traces = await openTraces(config);
  const drain = makeDrain();
  const revocations = watchRevocations(site.pool);
  const refresh = async (): Promise<void> => {
    reloadRegion(site);
    await Promise.all([revocations.refresh(), site.identity.refresh()]).catch(() => undefined);
    if (site.identity.retired) process.exit(RETIRED_EXIT);
  };
  await refresh();
  const news = new ChangesNews(site.pool);
  await news.look();
  const listener = startListener(
    config.databaseUrl,
    [CHANNELS.heads, CHANNELS.claims, CHANNELS.changes, CHANNELS.asks],
    (channel, payload) => {
      if (channel === CHANNELS.changes) void Promise.all([refresh(), news.look()]);
      hub.emit(channel, payload);
    },
  );
  const timer = setInterval(() => void refresh(), REFRESH_MS);
  const app = await buildApp({ site, hub, news, drain, revocations, metrics, traces, logger });
  await app.listen({ host: config.host, port: config.port });

  const stop = async (): Promise<void> => {
    drain.leave();
    await sleep(config.leaveMs);
    drain.begin({ quietly: config.leaveMs > 0 });
    await sleep(config.drainMs);
    clearInterval(timer);
    await Promise.all([app.close(), listener.close()]);
    await Promise.all([site.pool.end(), traces.stop()]);
    process.disconnect();
  };
  onAbort(signal, () => void stop());
}
