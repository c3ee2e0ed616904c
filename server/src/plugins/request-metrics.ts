import type { FastifyInstance } from 'fastify';
import type { WebMetrics } from '../metrics/web-metrics.ts';
import type { Drain } from './drain.ts';

/** Streams that stay open. */
const EVENTS = new Set(['/v1/sync/events', '/console/api/events', '/ofrep/v1/events']);
/** Routes that answer with what became of a batch. */
const BATCHES = new Set(['/v1/sync/ops', '/v1/sync/import', '/v1/admin/import']);
/** Whatever has no route, so that nobody outside makes labels. */
const UNKNOWN = 'unknown';

/** The part of an acknowledgement that is counted. */
type Acknowledged = { new: number; dup: number; flagged: readonly unknown[] };

/** Counts requests by route template, never by path; goes before every hook that may refuse. */
export function installRequestMetrics(
  app: FastifyInstance,
  metrics: WebMetrics,
  drain: Drain,
): void {
  drain.onLeave(() => metrics.draining.set(1));
  metrics.draining.set(0);
  app.addHook('onRequest', async (request, reply) => {
    const known = request.routeOptions.url;
    const route = known ?? UNKNOWN;
    const method = known === undefined ? UNKNOWN : request.method;
    const inside = EVENTS.has(route) ? metrics.eventStreams : metrics.inFlight;
    const startedMs = performance.now();
    inside.inc();
    // Not Fastify's own hook: an event stream is taken out of its hands, and a caller may hang up.
    reply.raw.once('close', () => {
      inside.dec();
      const status = reply.raw.headersSent ? String(reply.raw.statusCode) : 'none';
      metrics.requests.inc({ route, method, status });
      if (request.refusal !== undefined) metrics.refusals.inc({ route, reason: request.refusal });
      if (!EVENTS.has(route))
        metrics.seconds.observe({ route }, (performance.now() - startedMs) / 1000);
    });
  });
  app.addHook('preSerialization', async (request, reply, payload) => {
    if (BATCHES.has(request.routeOptions.url ?? '') && reply.statusCode === 200) {
      const answer = payload as Acknowledged;
      metrics.ops.inc({ outcome: 'new' }, answer.new);
      metrics.ops.inc({ outcome: 'dup' }, answer.dup);
      metrics.flagged.inc(answer.flagged.length);
    }
    return payload;
  });
}
