import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../problem-error.ts';

/**
 * How a worker goes. `leaving`: told to stop; the balancer hears it at `/readyz`, everybody is still
 * served. `draining`: tills are refused and go to the other site without penalty. `quietly`: the
 * balancer has others of this site, so event streams end without telling tills to leave the site.
 */
export type Drain = {
  readonly leaving: boolean;
  readonly draining: boolean;
  readonly quietly: boolean;
  leave(): void;
  begin(how: { quietly: boolean }): void;
  onLeave(heard: () => void): void;
  /** Returns how to hear of it no more. */
  onBegin(heard: () => void): () => void;
};

export function makeDrain(): Drain {
  let leaving = false;
  let draining = false;
  let quietly = false;
  const leavers: (() => void)[] = [];
  const listeners = new Set<() => void>();
  return {
    get leaving() {
      return leaving;
    },
    get draining() {
      return draining;
    },
    get quietly() {
      return quietly;
    },
    leave() {
      leaving = true;
      for (const heard of leavers) heard();
    },
    begin(how) {
      draining = true;
      ({ quietly } = how);
      for (const heard of listeners) heard();
    },
    onLeave: (heard) => void leavers.push(heard),
    onBegin(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
  };
}

/** New till requests get 503 `draining`; those already inside finish. */
export function installDrain(app: FastifyInstance, drain: Drain): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!drain.leaving) return;
    reply.header('connection', 'close');
    if (!drain.draining) return;
    const access = request.routeOptions.config.access;
    if (access === 'push' || access === 'pull') throw new ProblemError('draining');
  });
}
