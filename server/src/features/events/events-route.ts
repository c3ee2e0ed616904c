import type { FastifyInstance } from 'fastify';
import { CHANNELS } from '../../db/listener.ts';
import type { EventKind } from '../../../../src/contracts/wire.ts';
import type { Drain } from '../../plugins/drain.ts';
import { tillOf } from '../../plugins/till-auth.ts';
import type { PokeHub } from '../../poke-hub.ts';
import type { ChangesNews } from '../changes/changes-news.ts';
import { tellInTurn } from './tell-in-turn.ts';

/** A till gives a silent connection up after 40 s; one lost comment must not look like that. */
const COMMENT_MS = 15_000;
/** 2,000 tills a second of each web worker; a small region hears at once. */
const TURNS = { atOnce: 50, waitMs: 25 };
/** The longest line a till reads is 4,096. */
const LONGEST_HINT = 3000;

type Send = (kind: EventKind) => void;

/** Connections by what they are about, a stream or a till: a claim names hundreds, and thousands listen. */
class Listeners {
  readonly #byName = new Map<string, Set<Send>>();

  add(name: string, send: Send): () => void {
    const known = this.#byName.get(name) ?? new Set();
    this.#byName.set(name, known.add(send));
    return () => {
      known.delete(send);
      if (known.size === 0) this.#byName.delete(name);
    };
  }

  /** `names`: joined by commas, or `*`. */
  tell(names: string, kind: EventKind): void {
    const told = names === '*' ? this.#byName.keys() : names.split(',');
    for (const name of told) for (const send of this.#byName.get(name) ?? []) send(kind);
  }
}

/** Pokes over SSE. They carry no facts: losing one costs only latency. */
export function eventsRoute(
  app: FastifyInstance,
  hub: PokeHub,
  news: ChangesNews,
  drain: Drain,
): void {
  const listeners = new Listeners();
  const byTill = new Listeners();
  const poked = new Set<(event: string) => void>();
  hub.on(CHANNELS.claims, (streams) => listeners.tell(streams, 'confirmed'));
  news.on((moved) => {
    const hint = JSON.stringify(moved ?? {});
    const event = `event: poke\ndata: ${hint.length > LONGEST_HINT ? '{}' : hint}\n\n`;
    tellInTurn(poked, event, TURNS, (run, ms) => void setTimeout(run, ms));
  });
  hub.on(CHANNELS.asks, (till) => byTill.tell(till, 'asked'));
  app.get(
    '/v1/sync/events',
    { config: { access: 'pull' }, schema: { summary: 'Server-sent pokes' } },
    (request, reply) => {
      const { stream, store, tillId } = tillOf(request);
      reply.hijack();
      const out = reply.raw;
      // What the hooks named so far: site, region, incarnation.
      out.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
      });
      out.write(': open\n\n');
      const write = (event: string): void => void out.write(event);
      const send: Send = (kind) => write(`event: ${kind}\ndata: {}\n\n`);
      poked.add(write);
      const timer = setInterval(() => out.write(':\n\n'), COMMENT_MS);
      const offs = [
        () => poked.delete(write),
        byTill.add(`${store}-${tillId.split('-')[2]}`, send),
        ...(stream === undefined ? [] : [listeners.add(stream, send)]),
        drain.onBegin(() => {
          // Behind a balancer the site goes on: tills only come in by another door.
          if (!drain.quietly) send('drain');
          out.end();
        }),
      ];
      out.on('close', () => {
        clearInterval(timer);
        for (const off of offs) off();
      });
    },
  );
}
