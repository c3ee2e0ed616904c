import type { Db } from '../../db/pool.ts';
import type { QuickPageRow } from './quick-page-rows.ts';

/** Adds pages of quick keys to the read models, in one statement. */
export async function writeQuickPages(
  tx: Db,
  schema: 'projection' | 'pruned',
  rows: readonly QuickPageRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: `${schema}-quick-pages`,
    text: `INSERT INTO ${schema}.quick_pages AS q
             (stream_id, page_id, store, till, stamp_ms, body)
           SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::bigint[],
                                $6::text[])
           ON CONFLICT (stream_id, page_id) DO UPDATE
             SET stamp_ms = excluded.stamp_ms, body = excluded.body
           WHERE excluded.stamp_ms >= q.stamp_ms`,
    values: [
      rows.map((r) => r.stream),
      rows.map((r) => r.pageId),
      rows.map((r) => r.store),
      rows.map((r) => r.till),
      rows.map((r) => r.stampMs),
      rows.map((r) => r.body),
    ],
  });
}
