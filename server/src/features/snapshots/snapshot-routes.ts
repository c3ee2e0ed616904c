import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { DATASETS } from '../../../../src/contracts/datasets.ts';
import { SnapshotManifest } from '../../../../src/contracts/wire.ts';
import { tillOf } from '../../plugins/till-auth.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { encodeCursor } from '../changes/cursor.ts';
import { findSnapshot } from './snapshot-store.ts';

const ManifestParams = Type.Object({
  ds: Type.String({ pattern: '^[a-z]{1,20}$' }),
  id: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }),
});
const SegmentParams = Type.Object({ hash: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) });
const FOR_EVER = 'public, max-age=31536000, immutable';

function manifestRoute(app: FastifyInstance, site: SiteContext): void {
  app.get<{ Params: Static<typeof ManifestParams> }>(
    '/v1/sync/snapshots/:ds/:id',
    {
      config: { access: 'pull' },
      schema: {
        summary: 'Snapshot manifest',
        params: ManifestParams,
        response: { 200: SnapshotManifest },
      },
    },
    async (request, reply) => {
      const { store } = tillOf(request);
      const found = await findSnapshot(site.pool, request.params.ds, request.params.id);
      if (found === undefined || (found.scope !== null && found.scope !== store)) {
        throw new ProblemError('not-found');
      }
      reply.header('cache-control', 'no-store');
      const cursor = encodeCursor({ store, datasets: DATASETS }, found.vec);
      return { ds: found.ds, id: found.id, cursor, rows: found.rows, segments: found.segments };
    },
  );
}

/** Whom it is about may ask for it to be forgotten: no cache between till and site keeps a copy (CUS4). */
const PERSONAL = ['customer'];
type SegmentFound = { scope: string | null; bytes: Buffer; personal: boolean };

/** A segment never changes: cacheable for ever, unless it is one store's own (D15) or about people. */
function segmentRoute(app: FastifyInstance, site: SiteContext): void {
  app.get<{ Params: Static<typeof SegmentParams> }>(
    '/v1/sync/segments/:hash',
    { config: { access: 'pull' }, schema: { summary: 'Segment bytes', params: SegmentParams } },
    async (request, reply) => {
      const { hash } = request.params;
      const found = await site.pool.query<SegmentFound>(
        `SELECT scope, bytes, EXISTS (
           SELECT 1 FROM snapshots s WHERE s.dataset = ANY ($2) AND s.segments @> $3::jsonb) AS personal
           FROM segments WHERE hash = $1`,
        [hash, PERSONAL, JSON.stringify([{ hash }])],
      );
      const row = found.rows[0];
      if (row === undefined || (row.scope !== null && row.scope !== tillOf(request).store)) {
        throw new ProblemError('not-found');
      }
      reply.header('etag', `"${hash}"`);
      reply.header('cache-control', row.scope === null && !row.personal ? FOR_EVER : 'no-store');
      if (request.headers['if-none-match'] === `"${hash}"`) return reply.code(304).send();
      return reply.type('application/octet-stream').send(row.bytes);
    },
  );
}

export function snapshotRoutes(app: FastifyInstance, site: SiteContext): void {
  manifestRoute(app, site);
  segmentRoute(app, site);
}
