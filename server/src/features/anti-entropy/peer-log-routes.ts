import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { GENESIS_OP_ID, Id128, Incarnation } from '../../../../src/contracts/ids.ts';
import { answerPeer } from '../../peer-request.ts';
import type { SiteContext } from '../../site-context.ts';
import { changeDigests, readChangeRows } from './change-rows.ts';
import { opDigests, opIdsOf, streamsAfter } from './op-digests.ts';
import { readOpRows } from './op-rows.ts';
import { ChangeDigests, ChangeRows, OpDigests, OpIds, OpRows } from './peer-answers.ts';

const After = Type.Object({ after: Type.Union([Id128, Type.Literal('')]) });
const BucketNo = Type.Integer({ minimum: 0 });
const StreamBucket = Type.Object({ stream: Id128, bucket: BucketNo });
const LogBucket = Type.Object({ incarnation: Incarnation, bucket: BucketNo });
const Ids = Type.Object({
  ids: Type.String({ pattern: '^[A-Za-z0-9_-]{22}(,[A-Za-z0-9_-]{22}){0,199}$' }),
});
const config = { access: 'peer' } as const;

/** The other site reads this one's logs to find and heal differences (D5, D26). */
export function peerLogRoutes(app: FastifyInstance, site: SiteContext): void {
  app.get<{ Querystring: Static<typeof After> }>(
    '/v1/peer/op-digests',
    {
      config,
      schema: { summary: 'Digests of streams', querystring: After, response: { 200: OpDigests } },
    },
    async (request, reply) => {
      // Sixteen zero bytes come before every stream and are none.
      const after = request.query.after === '' ? GENESIS_OP_ID : request.query.after;
      const page = await streamsAfter(site.pool, after);
      const answer: Static<typeof OpDigests> = {
        streams: await opDigests(site.pool, page),
        next: page.at(-1) ?? null,
      };
      return answerPeer(site, request, reply, answer);
    },
  );
  app.get<{ Querystring: Static<typeof StreamBucket> }>(
    '/v1/peer/op-ids',
    {
      config,
      schema: {
        summary: 'Ids of one bucket',
        querystring: StreamBucket,
        response: { 200: OpIds },
      },
    },
    async (request, reply) => {
      const { stream, bucket } = request.query;
      return answerPeer(site, request, reply, { ids: await opIdsOf(site.pool, stream, bucket) });
    },
  );
  app.get<{ Querystring: Static<typeof Ids> }>(
    '/v1/peer/ops',
    { config, schema: { summary: 'Rows of ops', querystring: Ids, response: { 200: OpRows } } },
    async (request, reply) => {
      const peerId = String(site.config.peer?.id);
      const rows = await readOpRows(site, peerId, request.query.ids.split(','));
      return answerPeer(site, request, reply, { rows });
    },
  );
  changeLogRoutes(app, site);
}

function changeLogRoutes(app: FastifyInstance, site: SiteContext): void {
  app.get(
    '/v1/peer/change-digests',
    { config, schema: { summary: 'Digests of change logs', response: { 200: ChangeDigests } } },
    async (request, reply) =>
      answerPeer(site, request, reply, { logs: await changeDigests(site.pool) }),
  );
  app.get<{ Querystring: Static<typeof LogBucket> }>(
    '/v1/peer/changes',
    {
      config,
      schema: {
        summary: 'Rows of one bucket',
        querystring: LogBucket,
        response: { 200: ChangeRows },
      },
    },
    async (request, reply) => {
      const { incarnation, bucket } = request.query;
      const rows = await readChangeRows(site.pool, incarnation, bucket);
      return answerPeer(site, request, reply, { rows });
    },
  );
}
