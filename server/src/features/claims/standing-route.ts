import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { Incarnation } from '../../../../src/contracts/ids.ts';
import { answerPeer } from '../../peer-request.ts';
import type { SiteContext } from '../../site-context.ts';

const Query = Type.Object({ incarnation: Incarnation });
/** What this site knows of a life of the other one. */
export const StandingAnswer = Type.Object({ incarnation: Incarnation, left: Type.Boolean() });

/** Lets the other site find out that it is an old primary whose place another one took. */
export function standingRoute(app: FastifyInstance, site: SiteContext): void {
  app.get<{ Querystring: Static<typeof Query> }>(
    '/v1/peer/standing',
    {
      config: { access: 'peer' },
      schema: {
        summary: 'Whether a life of the peer is over',
        querystring: Query,
        response: { 200: StandingAnswer },
      },
    },
    async (request, reply) => {
      const { incarnation } = request.query;
      const found = await site.pool.query('SELECT 1 FROM left_lives WHERE incarnation = $1', [
        incarnation,
      ]);
      const answer: Static<typeof StandingAnswer> = { incarnation, left: found.rows.length > 0 };
      return answerPeer(site, request, reply, answer);
    },
  );
}
