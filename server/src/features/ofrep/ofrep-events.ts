import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { sha256 } from '../../keys/ed25519.ts';
import type { Drain } from '../../plugins/drain.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import type { ChangesNews } from '../changes/changes-news.ts';

const PATH = '/ofrep/v1/events';
const COMMENT_MS = 15_000;
/** Of one process; whoever comes later polls with the ETag, as without a stream. */
const MOST_STREAMS = 200;
/** A page that nobody looks at gives its stream up after so long, s; what OFREP takes where nothing is said. */
const INACTIVE_S = 120;
const REFETCH = `data: ${JSON.stringify({ type: 'refetchEvaluation' })}\n\n`;
/** What flags are made of. */
const OF_FLAGS: readonly string[] = ['flag', 'rank'];

/** One connection as OFREP's ADR-0008 has it; without an origin the client takes the one that it asked. */
export const EventStream = Type.Object({
  type: Type.Literal('sse'),
  endpoint: Type.Object({ requestUri: Type.String() }),
  inactivityDelaySec: Type.Integer(),
});
export type EventStream = Static<typeof EventStream>;

const Query = Type.Object({ key: Type.Optional(Type.String({ maxLength: 100 })) });

/**
 * A browser's EventSource sends no headers: its address has a key that opens the stream, which carries no
 * facts, and nothing else. It goes with the admin token, at each app server alike.
 */
const keyOf = (adminToken: string): string =>
  createHmac('sha256', adminToken).update('evertill ofrep events 1').digest('base64url');

/** What a bulk answer says of the stream beside it (OF5). */
export function eventStreams(adminToken: string): EventStream[] {
  const requestUri = `${PATH}?key=${keyOf(adminToken)}`;
  return [{ type: 'sse', endpoint: { requestUri }, inactivityDelaySec: INACTIVE_S }];
}

/** Tells clients over SSE to evaluate anew, when a flag or a store's rank moved. */
export function ofrepEvents(
  app: FastifyInstance,
  { config }: SiteContext,
  news: ChangesNews,
  drain: Drain,
): void {
  const key = sha256(Buffer.from(keyOf(config.adminToken)));
  const token = sha256(Buffer.from(config.adminToken));
  const is = (given: string, wanted: Uint8Array): boolean =>
    timingSafeEqual(sha256(Buffer.from(given)), wanted);
  const open = new Set<(event: string) => void>();
  news.on((moved) => {
    // A look that failed, or a load of data: nobody knows what moved.
    const isOurs = moved === undefined || moved.ds.some((ds) => OF_FLAGS.includes(ds));
    if (isOurs) for (const write of open) write(REFETCH);
  });
  app.get<{ Querystring: Static<typeof Query> }>(
    PATH,
    { schema: { summary: 'Server-sent words that flags moved (OFREP)', querystring: Query } },
    (request, reply) => {
      const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      if (!is(request.query.key ?? '', key) && !is(bearer, token))
        throw new ProblemError('not-authentic');
      if (open.size >= MOST_STREAMS) throw new ProblemError('overloaded');
      reply.hijack();
      const out = reply.raw;
      out.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
      });
      out.write(': open\n\n');
      const write = (event: string): void => void out.write(event);
      open.add(write);
      const comment = setInterval(() => out.write(':\n\n'), COMMENT_MS);
      const off = drain.onBegin(() => out.end());
      out.on('close', () => {
        clearInterval(comment);
        open.delete(write);
        off();
      });
    },
  );
}
