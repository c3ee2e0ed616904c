import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import {
  GENESIS_OP_ID,
  Id128,
  Incarnation,
  Seq,
  SeqOrZero,
} from '../../../../src/contracts/ids.ts';
import { answerPeer } from '../../peer-request.ts';
import type { SiteContext } from '../../site-context.ts';
import { prunedRowsOf, PrunedRows } from '../retention/adopt-floor.ts';
import { floorsOf } from '../retention/floors.ts';
import { RangeAnswer } from '../retention/prune.ts';
import { rangeDigest } from '../retention/range-digest.ts';
import { changeDigests, readChangeRows } from './change-rows.ts';
import { BUCKET, opDigests, opIdsOf, streamsAfter } from './op-digests.ts';
import { readOpRows } from './op-rows.ts';
import { ChangeDigests, ChangeRows, OpDigests, OpIds, OpRows } from './peer-answers.ts';

const After = Type.Object({ after: Type.Union([Id128, Type.Literal('')]) });
/** The bucket of the highest sequence there is. */
const LAST_BUCKET = Math.floor(Number.MAX_SAFE_INTEGER / BUCKET);
const BucketNo = Type.Integer({ minimum: 0, maximum: LAST_BUCKET });
const StreamBucket = Type.Object({ stream: Id128, bucket: BucketNo, above: SeqOrZero });
const Range = Type.Object({ stream: Id128, above: SeqOrZero, up_to: Seq });
const OfStream = Type.Object({ stream: Id128 });
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
      const floors = await floorsOf(site.pool, page);
      const digests = await opDigests(site.pool, page);
      const answer: Static<typeof OpDigests> = {
        streams: digests.map((one) => {
          const floor = floors.get(one.stream);
          return floor === undefined ? one : { ...one, floor };
        }),
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
      const { stream, bucket, above } = request.query;
      const ids = await opIdsOf(site.pool, stream, bucket, above);
      return answerPeer(site, request, reply, { ids });
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
  retentionRoutes(app, site);
}

/** What the peer asks before it drops old ops, and after it found that we did. */
function retentionRoutes(app: FastifyInstance, site: SiteContext): void {
  app.get<{ Querystring: Static<typeof Range> }>(
    '/v1/peer/range',
    {
      config,
      schema: { summary: 'One digest', querystring: Range, response: { 200: RangeAnswer } },
    },
    async (request, reply) => {
      const { stream, above, up_to: upTo } = request.query;
      return answerPeer(site, request, reply, await rangeDigest(site.pool, stream, above, upTo));
    },
  );
  app.get<{ Querystring: Static<typeof OfStream> }>(
    '/v1/peer/pruned',
    {
      config,
      schema: {
        summary: 'Read models of dropped ops',
        querystring: OfStream,
        response: { 200: PrunedRows },
      },
    },
    async (request, reply) =>
      answerPeer(site, request, reply, await prunedRowsOf(site.pool, request.query.stream)),
  );
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
