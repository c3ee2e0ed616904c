import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import { sha256Text } from '../../keys/ed25519.ts';
import type { SiteContext } from '../../site-context.ts';
import { currentRows, ranksOf } from '../changes/read-changes.ts';
import { FlagEvaluator, type FlagContext } from './evaluate-flags.ts';
import { EventStream, eventStreams } from './ofrep-events.ts';

const Ask = Type.Object({ context: Type.Optional(Type.Unknown()) });
const Success = Type.Object({
  key: Type.String(),
  value: Type.Optional(Type.Unknown()),
  reason: Type.String(),
  variant: Type.Optional(Type.String()),
});
const Failure = Type.Object({
  key: Type.Optional(Type.String()),
  errorCode: Type.String(),
  errorDetails: Type.Optional(Type.String()),
});
const Bulk = Type.Object({
  flags: Type.Array(Type.Union([Success, Failure])),
  eventStreams: Type.Array(EventStream),
});
const Params = Type.Object({ key: Type.String({ minLength: 1, maxLength: 100 }) });

/** OFREP's own refusals, which are no problems of ours; for the document. */
export const OfrepFailure = Failure;

const MOST_FLAGS = 5000;
/** A context is a few words about who asks. */
const BODY_BYTES = 64 * 1024;
const STORE = /^\d{4}$/;

type Told = Static<typeof Failure>;
type Known = { ok: true; context: FlagContext } | { ok: false; told: Told };

/** The client's context with what head office knows: a client cannot give itself a rank (OF3). */
async function contextOf(site: SiteContext, given: unknown): Promise<Known> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return refused('INVALID_CONTEXT', 'context must be an object');
  const said = given as Record<string, unknown>;
  const { targetingKey } = said;
  if (typeof targetingKey !== 'string' || targetingKey === '')
    return refused('TARGETING_KEY_MISSING', 'context.targetingKey names who asks');
  const store = said['storeId'] ?? targetingKey;
  const pilot: Record<string, number> = {};
  if (typeof store === 'string' && STORE.test(store))
    for (const { k, v } of await ranksOf(site.pool, store))
      if (v !== null) pilot[k.slice(store.length + 1)] = (JSON.parse(v) as { rank: number }).rank;
  return { ok: true, context: { ...said, targetingKey, pilot } };
}

function refused(errorCode: string, errorDetails: string): Known {
  return { ok: false, told: { errorCode, errorDetails } };
}

/** Over what was evaluated: the same definitions say other things to another store. */
function withEtag(
  request: FastifyRequest,
  reply: FastifyReply,
  evaluated: { flags: unknown[] },
  beside: object,
): unknown {
  const etag = `"${sha256Text(JSON.stringify(evaluated))}"`;
  reply.header('etag', etag);
  if (request.headers['if-none-match'] !== etag) return { ...evaluated, ...beside };
  reply.code(304);
  return reply.send();
}

/**
 * OpenFeature's remote evaluation (OFREP 0.3) for programs that are no tills: one flag, or all of them
 * with an ETag. Tills evaluate by themselves and never ask here.
 */
export function ofrepRoutes(app: FastifyInstance, site: SiteContext): void {
  const evaluator = async (): Promise<FlagEvaluator> =>
    new FlagEvaluator(await currentRows(site.pool, 'flag', undefined, MOST_FLAGS));
  const config = { access: 'admin' } as const;
  const streams = eventStreams(site.config.adminToken);
  app.post<{ Body: Static<typeof Ask> }>(
    '/ofrep/v1/evaluate/flags',
    {
      config,
      bodyLimit: BODY_BYTES,
      schema: { summary: 'Evaluate every flag (OFREP)', body: Ask, response: { 200: Bulk } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const known = await contextOf(site, request.body.context);
      if (!known.ok) return reply.code(400).send(known.told);
      const flags = (await evaluator()).all(known.context);
      return withEtag(request, reply, { flags }, { eventStreams: streams });
    },
  );
  app.post<{ Body: Static<typeof Ask>; Params: Static<typeof Params> }>(
    '/ofrep/v1/evaluate/flags/:key',
    {
      config,
      bodyLimit: BODY_BYTES,
      schema: {
        summary: 'Evaluate a flag (OFREP)',
        params: Params,
        body: Ask,
        response: { 200: Success },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { key } = request.params;
      const known = await contextOf(site, request.body.context);
      if (!known.ok) return reply.code(400).send({ key, ...known.told });
      const told = (await evaluator()).evaluate(key, known.context);
      if (told === undefined)
        return reply.code(404).send({ key, errorCode: 'FLAG_NOT_FOUND', errorDetails: '' });
      return 'errorCode' in told ? reply.code(400).send(told) : told;
    },
  );
}
