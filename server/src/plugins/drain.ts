import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../problem-error.ts';

/** True once this worker was told to stop; tills then go to the other site without penalty. */
export type Drain = { readonly draining: boolean; begin(): void; onBegin(heard: () => void): void };

export function makeDrain(): Drain {
  let draining = false;
  const listeners: (() => void)[] = [];
  return {
    get draining() {
      return draining;
    },
    begin() {
      draining = true;
      for (const heard of listeners) heard();
    },
    onBegin: (heard) => void listeners.push(heard),
  };
}

/** New till requests get 503 `draining`; those already inside finish. */
export function installDrain(app: FastifyInstance, drain: Drain): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!drain.draining) return;
    reply.header('connection', 'close');
    const access = request.routeOptions.config.access;
    if (access === 'push' || access === 'pull') throw new ProblemError('draining');
  });
}
