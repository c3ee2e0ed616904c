import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '../problem-error.ts';

/** The one route whose requests carry bodies and hold a transaction each. */
const PUSH = '/v1/sync/ops';
/** Told wait, whole seconds: at least, and by how many more at random, so that nobody comes in step. */
const LEAST_S = 1;
const SPREAD_S = 3;

type Place = { isWorking: boolean; leave: () => void };

/**
 * At most `most` pushes are inside one worker at a time, waiting for a database connection or holding
 * one; the rest are told 429 and when to come back, before their bodies are read. So memory is bounded,
 * and a till waits at its own end, where its ops are durable. Hellos are never turned away: a site that
 * says nothing would look dead. A push counts until its work is over, also where nobody waits any more.
 */
export function installLoadLimit(app: FastifyInstance, most: number, random = Math.random): void {
  const places = new WeakMap<FastifyRequest, Place>();
  let inside = 0;
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== PUSH) return;
    if (inside >= most) {
      reply.header('retry-after', String(LEAST_S + Math.floor(random() * SPREAD_S)));
      throw new ProblemError('overloaded');
    }
    inside += 1;
    let isHere = true;
    const leave = (): void => {
      if (isHere) inside -= 1;
      isHere = false;
    };
    const place: Place = { isWorking: false, leave };
    places.set(request, place);
    reply.raw.once('close', () => {
      if (!place.isWorking) leave();
    });
  });
  app.addHook('preHandler', async (request) => {
    const place = places.get(request);
    if (place !== undefined) place.isWorking = true;
  });
  app.addHook('onSend', async (request) => {
    places.get(request)?.leave();
  });
}
