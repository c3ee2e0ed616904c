import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { DRILL_DATASET } from '../../../../src/contracts/line-drill.ts';
import { ChangesAnswer, type ChangeRow } from '../../../../src/contracts/wire.ts';
import { tillOf } from '../../plugins/till-auth.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { SNAPSHOT_DATASETS, snapshotFor, type Snapshot } from '../snapshots/snapshot-store.ts';
import type { ChangesNews } from './changes-news.ts';
import { readChangesVector, vectorReader, type ChangesVector } from './changes-vector.ts';
import { decodeCursor, encodeCursor, parseDatasets, type Scope } from './cursor.ts';
import { currentRows, ranksOf, readChanges } from './read-changes.ts';

const DEFAULT_LIMIT = 1000;
const Query = Type.Object({
  cursor: Type.Optional(Type.String()),
  datasets: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000 })),
});
/** Flags a till can hold; far above any real number. */
const MAX_FLAGS = 5000;

/** Positions every one of the snapshots covers: reading a row twice is harmless, missing one is not. */
function lowest(vectors: readonly ChangesVector[]): ChangesVector {
  const [first = {}, ...rest] = vectors;
  return Object.fromEntries(
    Object.entries(first).map(([log, n]) => [
      log,
      Math.min(n, ...rest.map((vec) => vec[log] ?? 0)),
    ]),
  );
}

/** Rows that keep their signatures, and so come without a snapshot: flags, the store's ranks and its drill. */
async function signedRows({ pool }: SiteContext, scope: Scope): Promise<ChangeRow[]> {
  const { store, datasets } = scope;
  const flags = datasets.includes('flag')
    ? await currentRows(pool, 'flag', undefined, MAX_FLAGS)
    : [];
  const ranks = datasets.includes('rank') ? await ranksOf(pool, store) : [];
  const drills = datasets.includes(DRILL_DATASET)
    ? await currentRows(pool, DRILL_DATASET, store, 1)
    : [];
  return [...flags, ...ranks, ...drills];
}

async function resetAnswer(site: SiteContext, scope: Scope): Promise<ChangesAnswer> {
  const vectorBefore = await readChangesVector(site.pool);
  const snapshots: Snapshot[] = [];
  for (const ds of SNAPSHOT_DATASETS) {
    if (scope.datasets.includes(ds)) snapshots.push(await snapshotFor(site, ds, scope.store));
  }
  return {
    changes: await signedRows(site, scope),
    cursor: encodeCursor(scope, lowest([vectorBefore, ...snapshots.map((s) => s.vec)])),
    more: true,
    stale: site.identity.current.recovering,
    reset: snapshots.map((s) => ({ ds: s.ds, snapshot: s.id })),
  };
}

/** Head office → till: rows after a vector cursor, or where to start from. */
export function changesRoute(app: FastifyInstance, site: SiteContext, news: ChangesNews): void {
  const readVector = vectorReader(site.pool);
  app.get<{ Querystring: Static<typeof Query> }>(
    '/v1/sync/changes',
    {
      config: { access: 'pull' },
      schema: { summary: 'Pull changes', querystring: Query, response: { 200: ChangesAnswer } },
    },
    async (request, reply): Promise<ChangesAnswer> => {
      const till = tillOf(request);
      const datasets = parseDatasets(request.query.datasets);
      if (datasets === undefined) throw new ProblemError('malformed-request', 'unknown dataset');
      const scope = { store: till.store, datasets };
      const from = decodeCursor(scope, request.query.cursor);
      // Rows of one store's people must not lie in a shared cache (D15).
      reply.header('cache-control', 'no-store');
      if (from === undefined) return resetAnswer(site, scope);
      const limit = request.query.limit ?? DEFAULT_LIMIT;
      const available = await readVector();
      const { rows, vec, more } =
        news.since(scope, from, available, limit) ??
        (await readChanges(site.pool, scope, from, available, limit));
      const stale = site.identity.current.recovering;
      return { changes: rows, cursor: encodeCursor(scope, vec), more, stale };
    },
  );
}
