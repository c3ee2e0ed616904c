import type { FastifyInstance } from 'fastify';
import { QuickKeysAnswer, QuickPageBody } from '../../../../src/contracts/quick-keys.ts';
import { parseJson } from '../../../../src/contracts/parse.ts';
import type { Db } from '../../db/pool.ts';
import { tillOf } from '../../plugins/till-auth.ts';
import type { SiteContext } from '../../site-context.ts';

/** More than all pages of a store's every till; an answer has an end. */
const MOST_VERSIONS = 2000;

async function versionsOf(db: Db, store: string): Promise<QuickKeysAnswer['pages']> {
  const found = await db.query<{ till: string; stamp_ms: number; body: string }>(
    `SELECT till, stamp_ms, body FROM projection.quick_pages WHERE store = $1
      ORDER BY stamp_ms DESC, till, page_id LIMIT ${MOST_VERSIONS}`,
    [store],
  );
  return found.rows.flatMap(({ till, stamp_ms, body }) => {
    const page = parseJson(QuickPageBody, body);
    return page === undefined ? [] : [{ till, stamp_ms, ...page }];
  });
}

/** The pages of quick keys of the asking till's own store, as each of its tills saved them last. */
export function storeQuickKeysRoute(app: FastifyInstance, site: SiteContext): void {
  const { region, site: name } = site.config;
  app.get(
    '/v1/store/quick-keys',
    {
      config: { access: 'pull' },
      schema: {
        summary: "Pages of quick keys of a till's own store",
        response: { 200: QuickKeysAnswer },
      },
    },
    async (request, reply): Promise<QuickKeysAnswer> => {
      reply.header('cache-control', 'no-store');
      return { region, site: name, pages: await versionsOf(site.pool, tillOf(request).store) };
    },
  );
}
