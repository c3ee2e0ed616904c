import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OpTraces, TracedPush } from '../tracing/op-traces.ts';
import { tracedBatch } from '../tracing/traced-ops.ts';

const PUSH = '/v1/sync/ops';

/** Tells of each push once it was answered: never before, so that nobody waits for it. */
export function installRequestTraces(app: FastifyInstance, traces: OpTraces): void {
  if (!traces.isOn) return;
  const answered = new WeakMap<FastifyRequest, { isNew: boolean; toMs: number }>();
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== PUSH) return;
    const startedMs = Date.now();
    reply.raw.once('close', () => {
      const { pushed } = request;
      const answer = answered.get(request);
      const stored: Pick<TracedPush, 'stored'> =
        pushed === undefined || answer === undefined
          ? {}
          : {
              stored: {
                ops: tracedBatch(pushed.header.stream, pushed.rows),
                isNew: answer.isNew,
                fromMs: startedMs,
                toMs: answer.toMs,
              },
            };
      const { traceparent } = request.headers;
      traces.push({
        traceparent: typeof traceparent === 'string' ? traceparent : undefined,
        status: reply.raw.statusCode,
        startedMs,
        endedMs: Date.now(),
        ...stored,
      });
    });
  });
  app.addHook('preSerialization', async (request, reply, payload) => {
    if (request.pushed !== undefined && reply.statusCode === 200) {
      const { new: added } = payload as { new: number };
      answered.set(request, { isNew: added > 0, toMs: Date.now() });
    }
    return payload;
  });
}
