import { Counter, Gauge, type Registry } from 'prom-client';

/** What a site's primary process knows of its workers. */
export type PrimaryMetrics = { started: Counter<'role'>; alive: Gauge<'role'> };

export function primaryMetrics(registry: Registry): PrimaryMetrics {
  const registers = [registry];
  return {
    started: new Counter({
      name: 'evertill_worker_starts_total',
      help: 'Workers started; more than there are workers means that some died',
      labelNames: ['role'],
      registers,
    }),
    alive: new Gauge({
      name: 'evertill_workers_alive',
      help: 'Workers running',
      labelNames: ['role'],
      registers,
    }),
  };
}
