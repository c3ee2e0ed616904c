import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ConsoleMe } from '../../../src/contracts/console.ts';
import { cookieNames, type SealedCookies } from '../features/console/sealed-cookies.ts';
import { ProblemError } from '../problem-error.ts';

/**
 * Somebody who is signed in to the console, by the sealed cookie. What changes something must come from
 * the console's own page: a browser says of each request whether it does, and a page elsewhere cannot
 * make it say otherwise.
 */
export async function installConsoleAuth(
  app: FastifyInstance,
  site: string,
  cookies: SealedCookies,
): Promise<void> {
  await app.register(cookie);
  const { session } = cookieNames(site);
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.access !== 'console') return;
    const person = await cookies.openSession(request.cookies[session]);
    if (person === undefined) throw new ProblemError('not-authentic');
    if (request.method !== 'GET' && request.headers['sec-fetch-site'] !== 'same-origin')
      throw new ProblemError('not-authentic', 'not asked by the console itself');
    request.person = person;
  });
}

/** Who asks, of a route with access `console`. */
export function personOf(request: FastifyRequest): ConsoleMe {
  if (request.person === undefined) throw new Error('the route has no access `console`');
  return request.person;
}

/** Stores beyond a person's own are not there for them. */
export function needStore(person: ConsoleMe, store: string): void {
  if (person.role !== 'it' && !person.stores.includes(store)) throw new ProblemError('not-found');
}
