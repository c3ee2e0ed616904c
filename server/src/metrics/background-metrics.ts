import { Counter, Gauge, type Registry } from 'prom-client';

/** What a background worker knows of itself. */
export type BackgroundMetrics = { leading: Gauge; taskFailures: Counter<'task'> };

export function backgroundMetrics(registry: Registry): BackgroundMetrics {
  const registers = [registry];
  return {
    leading: new Gauge({
      name: 'evertill_background_leader',
      help: '1 in the one background worker of the site that works; 0 in those that stand by',
      registers,
    }),
    taskFailures: new Counter({
      name: 'evertill_task_failures_total',
      help: 'Turns of a background task that failed and are tried again',
      labelNames: ['task'],
      registers,
    }),
  };
}
