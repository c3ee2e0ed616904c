import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { SeqOrZero } from '../../../../src/contracts/ids.ts';
import { ChangeRow } from '../../../../src/contracts/wire.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { appendChanges, type Edit } from '../changes/append-changes.ts';
import { ChangeInput, changeFault } from '../changes/change-input.ts';
import { currentRows } from '../changes/read-changes.ts';
import {
  buildSnapshot,
  SNAPSHOT_DATASETS,
  type SnapshotDataset,
} from '../snapshots/snapshot-store.ts';

/** A seed of 100,000 articles with prices, in one request. */
const BULK_BYTES = 64 * 1024 * 1024;
const MOST_ROWS = 250_000;
const MOST_CURRENT = 1000;

const Body = Type.Object({
  author: Type.Optional(Type.String({ pattern: '^[^\\u0000-\\u001f]{1,80}$' })),
  rows: Type.Array(ChangeInput, { minItems: 1, maxItems: MOST_ROWS }),
});
const Appended = Type.Object({ rows: SeqOrZero, hlc: SeqOrZero, n: SeqOrZero });
const Build = Type.Object({ ds: Type.Optional(Type.String()) });
const Built = Type.Object({
  snapshots: Type.Array(Type.Object({ ds: Type.String(), id: Type.String(), rows: SeqOrZero })),
});
/** The database takes none in a text. */
const NO_NUL = '^[^\\u0000]*$';
const CurrentQuery = Type.Object({
  ds: Type.String({ maxLength: 20, pattern: NO_NUL }),
  k: Type.Optional(Type.String({ maxLength: 200, pattern: NO_NUL })),
});
const Current = Type.Object({ rows: Type.Array(ChangeRow) });

function toEdit(input: Static<typeof ChangeInput>): Edit {
  const fault = changeFault(input);
  if (fault !== undefined) throw new ProblemError('malformed-request', `${input.k}: ${fault}`);
  const { ds, k, op, base_hlc: base } = input;
  const v = op === 'put' ? JSON.stringify(input.v) : null;
  return { ds, k, op, v, ...(base === undefined ? {} : { base_hlc: base }) };
}

function editRoutes(app: FastifyInstance, site: SiteContext): void {
  app.post<{ Body: Static<typeof Body> }>(
    '/v1/admin/changes',
    {
      config: { access: 'admin' },
      bodyLimit: BULK_BYTES,
      schema: { summary: 'Write head-office rows', body: Body, response: { 200: Appended } },
    },
    // All are checked before the first is written.
    (request) => appendChanges(site, request.body.rows.map(toEdit), request.body.author ?? 'admin'),
  );
  app.get<{ Querystring: Static<typeof CurrentQuery> }>(
    '/v1/admin/changes/current',
    {
      config: { access: 'admin' },
      schema: {
        summary: 'Winning rows of a dataset',
        querystring: CurrentQuery,
        response: { 200: Current },
      },
    },
    async (request) => ({
      rows: await currentRows(site.pool, request.query.ds, request.query.k, MOST_CURRENT),
    }),
  );
}

/** Prices, articles, flags, staff and stores, as head office writes them. */
export function changesAdmin(app: FastifyInstance, site: SiteContext): void {
  editRoutes(app, site);
  app.post<{ Body: Static<typeof Build> }>(
    '/v1/admin/snapshots/build',
    {
      config: { access: 'admin' },
      schema: { summary: 'Build catalogue snapshots now', body: Build, response: { 200: Built } },
    },
    async (request) => {
      const shared: SnapshotDataset[] = ['article', 'price', 'customer'];
      const asked = SNAPSHOT_DATASETS.filter((ds) => ds === request.body.ds && shared.includes(ds));
      const snapshots: Static<typeof Built>['snapshots'] = [];
      for (const ds of request.body.ds === undefined ? shared : asked) {
        const { id, rows } = await buildSnapshot(site, ds, '');
        snapshots.push({ ds, id, rows });
      }
      return { snapshots };
    },
  );
}
