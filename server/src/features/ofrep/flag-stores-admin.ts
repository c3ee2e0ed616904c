import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { currentRows } from '../changes/read-changes.ts';
import { readStores } from '../releases/read-around.ts';
import { FlagEvaluator } from './evaluate-flags.ts';

const Params = Type.Object({
  key: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' }),
});

/** What a flag says to every store, evaluated as tills evaluate it. */
export const FlagStores = Type.Object({
  key: Type.String(),
  stores: Type.Array(
    Type.Object({
      store: Type.String(),
      /** Null: none, the build's own default. */
      variant: Type.Union([Type.String(), Type.Null()]),
      /** By release. */
      ranks: Type.Record(Type.String(), Type.Number()),
    }),
  ),
});
export type FlagStores = Static<typeof FlagStores>;

async function flagStores({ pool }: SiteContext, key: string): Promise<FlagStores> {
  const evaluator = new FlagEvaluator(await currentRows(pool, 'flag', key, 1));
  if (evaluator.keys.length === 0) throw new ProblemError('not-found', `there is no flag ${key}`);
  const ranks = new Map<string, Record<string, number>>();
  const found = await pool.query<{ k: string; v: string }>(
    `SELECT DISTINCT ON (key) key AS k, value AS v FROM all_changes
      WHERE dataset = 'rank' ORDER BY key, hlc DESC, origin DESC`,
  );
  for (const { k, v } of found.rows) {
    const [store = '', release = ''] = k.split('/');
    const { rank } = JSON.parse(v) as { rank: number };
    ranks.set(store, { ...ranks.get(store), [release]: rank });
  }
  const stores = (await readStores(pool)).map(({ store }) => {
    const pilot = ranks.get(store) ?? {};
    const told = evaluator.evaluate(key, { targetingKey: store, storeId: store, pilot });
    const variant = told !== undefined && 'variant' in told ? (told.variant ?? null) : null;
    return { store, variant, ranks: pilot };
  });
  return { key, stores };
}

/** Which stores have it: the question of every pilot. */
export function flagStoresAdmin(app: FastifyInstance, site: SiteContext): void {
  app.get<{ Params: Static<typeof Params> }>(
    '/v1/admin/flags/:key/stores',
    {
      config: { access: 'admin' },
      schema: {
        summary: 'What a flag says to every store',
        params: Params,
        response: { 200: FlagStores },
      },
    },
    (request) => flagStores(site, request.params.key),
  );
}
