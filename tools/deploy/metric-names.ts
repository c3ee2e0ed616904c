import { backgroundMetrics } from '../../server/src/metrics/background-metrics.ts';
import { primaryMetrics } from '../../server/src/metrics/primary-metrics.ts';
import { siteGauges } from '../../server/src/metrics/site-gauges.ts';
import { webMetrics } from '../../server/src/metrics/web-metrics.ts';
import { workerRegistry } from '../../server/src/metrics/worker-registry.ts';

/** What a histogram's one name stands for in a scrape. */
const HISTOGRAM = ['_bucket', '_count', '_sum'];
/** Prometheus's own, one a target. */
const OF_PROMETHEUS = ['up'];

/** Every metric name an app server's scrape may hold, read from the registries it fills. */
export async function metricNames(): Promise<Set<string>> {
  const registry = workerRegistry('any');
  webMetrics(registry);
  siteGauges(registry);
  backgroundMetrics(registry);
  primaryMetrics(registry);
  const all = await registry.getMetricsAsJSON();
  const names = all.flatMap(({ name, type }) =>
    // An enum of the package, a word once it runs.
    String(type) === 'histogram' ? HISTOGRAM.map((end) => `${name}${end}`) : [name],
  );
  return new Set([...names, ...OF_PROMETHEUS]);
}
