import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../problem-error.ts';

/** Keeps every body's bytes as sent; parses JSON beside them, leaves the rest to its route. */
export function keepRawBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (typeof body === 'string') return done(new Error('body was decoded'));
    request.rawBody = body;
    try {
      done(null, JSON.parse(body.toString('utf8')));
    } catch {
      done(new ProblemError('malformed-request', 'body is not JSON'));
    }
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    if (typeof body === 'string') return done(new Error('body was decoded'));
    request.rawBody = body;
    done(null, undefined);
  });
}
