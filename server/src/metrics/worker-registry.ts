import { collectDefaultMetrics, Registry } from 'prom-client';

/** Names this worker in every metric: its counters start anew with it, and never mix with another's. */
export const WORKER = 'EVERTILL_WORKER';

/** Memory, event-loop delay and the rest of a Node process, and room for what it counts itself. */
export function workerRegistry(worker: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ worker });
  collectDefaultMetrics({ register: registry });
  return registry;
}
