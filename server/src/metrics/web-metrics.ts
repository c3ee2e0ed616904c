import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Seconds: from a hello on an idle site to a push that waits for a database at its limit. */
const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What a web worker counts. Labels are route templates and closed kinds, never what a caller sent. */
export type WebMetrics = {
  requests: Counter<'route' | 'method' | 'status'>;
  seconds: Histogram<'route'>;
  inFlight: Gauge;
  refusals: Counter<'route' | 'reason'>;
  ops: Counter<'outcome'>;
  flagged: Counter;
  eventStreams: Gauge;
  draining: Gauge;
};

export function webMetrics(registry: Registry): WebMetrics {
  const registers = [registry];
  return {
    requests: new Counter({
      name: 'evertill_http_requests_total',
      help: 'Requests answered, by route template and status',
      labelNames: ['route', 'method', 'status'],
      registers,
    }),
    seconds: new Histogram({
      name: 'evertill_http_request_seconds',
      help: 'From a request head to the end of its answer; event streams are left out',
      labelNames: ['route'],
      buckets: BUCKETS_S,
      registers,
    }),
    inFlight: new Gauge({
      name: 'evertill_http_in_flight',
      help: 'Requests inside, without event streams',
      registers,
    }),
    refusals: new Counter({
      name: 'evertill_refusals_total',
      help: 'Refusals by problem kind; reason "overloaded" is status 429',
      labelNames: ['route', 'reason'],
      registers,
    }),
    ops: new Counter({
      name: 'evertill_ops_acknowledged_total',
      help: 'Ops of acknowledged pushes: new, or dup where they were held already',
      labelNames: ['outcome'],
      registers,
    }),
    flagged: new Counter({
      name: 'evertill_ops_flagged_total',
      help: 'Flags set on ops of acknowledged pushes',
      registers,
    }),
    eventStreams: new Gauge({
      name: 'evertill_event_streams',
      help: 'Open event streams',
      registers,
    }),
    draining: new Gauge({
      name: 'evertill_draining',
      help: '1 from the moment the worker was told to end',
      registers,
    }),
  };
}
