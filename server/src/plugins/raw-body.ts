import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../problem-error.ts';

/** Far deeper than anything we say; writing JSON much deeper than it can be read overflows the stack. */
const DEEPEST = 64;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Whether the JSON text opens more than `DEEPEST` lists and objects inside each other. */
function isTooDeep(text: Uint8Array): boolean {
  let depth = 0;
  let isInString = false;
  for (let i = 0; i < text.length; i += 1) {
    const byte = text[i];
    if (isInString) {
      if (byte === BACKSLASH) i += 1;
      else if (byte === QUOTE) isInString = false;
    } else if (byte === QUOTE) isInString = true;
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
  }
  return false;
}

/** Keeps every body's bytes as sent; parses JSON beside them, leaves the rest to its route. */
export function keepRawBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (typeof body === 'string') return done(new Error('body was decoded'));
    request.rawBody = body;
    if (isTooDeep(body)) return done(new ProblemError('malformed-request', 'body is too deep'));
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
