import type { FastifyInstance } from 'fastify';
import {
  HandsQuery,
  ParkedAsk,
  ParkedAskAnswer,
  ParkedAskedAnswer,
  ParkedHandedAnswer,
  StoreParkedAnswer,
} from '../../../../src/contracts/parked-baskets.ts';
import { CHANNELS } from '../../db/listener.ts';
import { tillOf, type Till } from '../../plugins/till-auth.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { asksFor, keepAsk } from './parked-asks.ts';
import { handedTo, isParkedAt, parkedElsewhere } from './parked-in-store.ts';

const BODY_BYTES = 1024;

/** Number of the till in its store: the one that was authenticated. */
const named = ({ tillId, store }: Till) => ({ tillId, store, till: tillId.split('-')[2] ?? '' });

/**
 * Parked baskets of a till's own store: what waits at the others, what was handed to it, what it is asked
 * for. A site grants nothing: it passes an ask on, and the till that holds the basket decides (ADR 27).
 */
export function storeParkedRoutes(app: FastifyInstance, site: SiteContext): void {
  const { region, site: name } = site.config;
  const { pool } = site;
  app.get(
    '/v1/store/parked',
    {
      config: { access: 'pull' },
      schema: {
        summary: "Parked baskets of a till's own store",
        response: { 200: StoreParkedAnswer },
      },
    },
    async (request, reply): Promise<StoreParkedAnswer> => {
      const { store, till } = named(tillOf(request));
      reply.header('cache-control', 'no-store');
      const parked = await parkedElsewhere(pool, store, till, site.now());
      return { region, site: name, parked };
    },
  );
  app.get<{ Querystring: HandsQuery }>(
    '/v1/store/parked/handed',
    {
      config: { access: 'pull' },
      schema: {
        summary: 'Parked baskets that were handed to the till that asked for them',
        querystring: HandsQuery,
        response: { 200: ParkedHandedAnswer },
      },
    },
    async (request, reply): Promise<ParkedHandedAnswer> => {
      const { store, till } = named(tillOf(request));
      reply.header('cache-control', 'no-store');
      const handed = await handedTo(pool, store, till, request.query.hands.split(','));
      return { region, site: name, handed };
    },
  );
  app.get(
    '/v1/store/parked/asked',
    {
      config: { access: 'pull' },
      schema: {
        summary: 'Parked baskets that other tills ask this one for',
        response: { 200: ParkedAskedAnswer },
      },
    },
    async (request, reply): Promise<ParkedAskedAnswer> => {
      reply.header('cache-control', 'no-store');
      const asked = await asksFor(pool, named(tillOf(request)), site.now());
      return { region, site: name, asked };
    },
  );
  askRoute(app, site);
}

function askRoute(app: FastifyInstance, { config, pool, now }: SiteContext): void {
  app.post<{ Body: ParkedAsk }>(
    '/v1/store/parked/ask',
    {
      bodyLimit: BODY_BYTES,
      config: { access: 'pull' },
      schema: {
        summary: 'Asks the till that holds a parked basket to hand it over',
        body: ParkedAsk,
        response: { 200: ParkedAskAnswer },
      },
    },
    async (request, reply): Promise<ParkedAskAnswer> => {
      const till = named(tillOf(request));
      const { body: ask } = request;
      const isThere =
        ask.till !== till.till && (await isParkedAt(pool, till.store, ask.till, ask.park_id));
      if (!isThere) throw new ProblemError('not-found');
      await keepAsk(pool, till, ask, now());
      await pool.query('SELECT pg_notify($1, $2)', [CHANNELS.asks, `${till.store}-${ask.till}`]);
      reply.header('cache-control', 'no-store');
      return { region: config.region, site: config.site };
    },
  );
}
