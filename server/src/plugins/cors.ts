import type { FastifyInstance } from 'fastify';
import { HEADERS } from '../../../src/contracts/wire.ts';

/** What a browser till may send: its frame, and what goes with a body or a cached answer. */
const ALLOWED_HEADERS = [
  'content-type',
  'content-encoding',
  'if-none-match',
  'range',
  'traceparent',
  ...Object.values(HEADERS),
].join(', ');
const EXPOSED_HEADERS = [
  HEADERS.site,
  HEADERS.incarnation,
  HEADERS.region,
  'etag',
  'retry-after',
].join(', ');
/** As long as Chromium remembers a preflight at most, s. */
const PREFLIGHT_S = 7200;

/**
 * Lets the browser till call this site from its one fixed origin, which is never a site's own (D24).
 * Any other origin gets no header and so no answer. Goes before every hook that may refuse, because
 * a refusal without these headers cannot be read. Requests carry signatures, never cookies.
 */
export function installCors(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    reply.header('vary', 'origin');
    if (origin === undefined || !origins.includes(origin)) return undefined;
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-expose-headers', EXPOSED_HEADERS);
    const asks = request.headers['access-control-request-method'];
    if (request.method !== 'OPTIONS' || asks === undefined) return undefined;
    return reply
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', ALLOWED_HEADERS)
      .header('access-control-max-age', PREFLIGHT_S)
      .code(204)
      .send();
  });
}
