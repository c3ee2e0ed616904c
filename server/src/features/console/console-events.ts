import type { FastifyInstance } from 'fastify';
import { CHANNELS } from '../../db/listener.ts';
import type { Drain } from '../../plugins/drain.ts';
import { personOf } from '../../plugins/console-auth.ts';
import type { PokeHub } from '../../poke-hub.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';

const COMMENT_MS = 15_000;
/** Pokes of one kind are told at most so often: a peak of sales must not make a hundred pages ask at once. */
const GATHER_MS = 1000;
/** Of one process, and of one person; whoever comes later asks by the clock, as without a stream. */
const MOST_STREAMS = 200;
const MOST_OF_PERSON = 10;

/** `ops`: tills told something; `rows`: head office wrote something. No facts: the page asks anew. */
type Kind = 'ops' | 'rows';

/** Pokes for the console's page over SSE, for as long as the person is signed in. */
export function consoleEvents(
  app: FastifyInstance,
  site: SiteContext,
  hub: PokeHub,
  drain: Drain,
): void {
  const open = new Map<string, number>();
  let all = 0;
  app.get(
    '/console/api/events',
    { config: { access: 'console' }, schema: { summary: 'Server-sent pokes for the console' } },
    (request, reply) => {
      const { subject, expires_ms: expires } = personOf(request);
      const own = open.get(subject) ?? 0;
      if (all >= MOST_STREAMS || own >= MOST_OF_PERSON) throw new ProblemError('overloaded');
      all += 1;
      open.set(subject, own + 1);
      reply.hijack();
      const out = reply.raw;
      out.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
      });
      out.write(': open\n\n');
      const told = gathered((kind) => void out.write(`event: ${kind}\ndata: {}\n\n`));
      const comment = setInterval(() => out.write(':\n\n'), COMMENT_MS);
      const over = setTimeout(() => out.end(), Math.max(0, expires - site.now()));
      const offs = [
        hub.on(CHANNELS.changes, () => told.poke('rows')),
        hub.on(CHANNELS.heads, () => told.poke('ops')),
        hub.on(CHANNELS.claims, () => told.poke('ops')),
        drain.onBegin(() => out.end()),
      ];
      out.on('close', () => {
        clearInterval(comment);
        clearTimeout(over);
        told.stop();
        for (const off of offs) off();
        all -= 1;
        const left = (open.get(subject) ?? 1) - 1;
        if (left === 0) open.delete(subject);
        else open.set(subject, left);
      });
    },
  );
}

/** The first poke of a kind is told at once, what follows within the time gathered into one more. */
function gathered(tell: (kind: Kind) => void): { poke(kind: Kind): void; stop(): void } {
  const timers = new Map<Kind, ReturnType<typeof setTimeout>>();
  const isDue = new Set<Kind>();
  const rest = (kind: Kind): void => {
    const timer = setTimeout(() => {
      timers.delete(kind);
      if (!isDue.delete(kind)) return;
      tell(kind);
      rest(kind);
    }, GATHER_MS);
    timers.set(kind, timer);
  };
  return {
    poke(kind) {
      if (timers.has(kind)) return void isDue.add(kind);
      tell(kind);
      rest(kind);
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
