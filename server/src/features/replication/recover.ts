import type { Client } from 'pg';
import { makeClient } from '../../db/pool.ts';
import { transaction } from '../../db/transaction.ts';
import type { SiteContext } from '../../site-context.ts';
import { advanceStreams, type LogRow } from './advance-copy.ts';

const PAGE = 500;
const OP_COLUMNS =
  'incarnation, till_id, stream_id, seq, prev_op_id, op_id, stands_for, form, kind, ' +
  'business_date, raw, sig, flags, received_at';
const CHANGE_COLUMNS =
  'origin, incarnation, n, dataset, key, op, value, hlc, author, base_hlc, sig, at';

type Page = { rows: string; count: number; last_xid: string; last_ord: number };

/** One page of the peer's copy of OUR log, as JSON: its rows are what we wrote and may have lost. */
async function peerOps(
  peer: Client,
  table: string,
  xid: string,
  ord: number,
): Promise<Page | undefined> {
  const found = await peer.query<Page>(
    `SELECT json_agg(to_jsonb(p) - 'local_xid' - 'local_ord')::text AS rows, count(*) AS count,
            (array_agg(local_xid::text ORDER BY local_xid DESC, local_ord DESC))[1] AS last_xid,
            (array_agg(local_ord ORDER BY local_xid DESC, local_ord DESC))[1] AS last_ord
       FROM (SELECT ${OP_COLUMNS}, local_xid, local_ord FROM ${table}
              WHERE (local_xid, local_ord) > ($1::xid8, $2::bigint)
              ORDER BY local_xid, local_ord LIMIT ${PAGE}) p`,
    [xid, ord],
  );
  const page = found.rows[0];
  return page === undefined || page.count === 0 ? undefined : page;
}

async function recoverOps(site: SiteContext, peer: Client): Promise<number> {
  const table = site.tables.ownOps;
  let [xid, ord, recovered] = ['0', 0, 0];
  for (;;) {
    const page = await peerOps(peer, table, xid, ord);
    if (page === undefined) return recovered;
    recovered += await transaction(site.pool, async (tx) => {
      // Rows keep the incarnation and time they were written with: they are what they were.
      const added = await tx.query<LogRow>(
        `INSERT INTO ${table} (${OP_COLUMNS})
         SELECT ${OP_COLUMNS} FROM json_populate_recordset(NULL::${table}, $1::json)
         ON CONFLICT DO NOTHING
         RETURNING stream_id, till_id, seq, prev_op_id AS prev,
                   coalesce(stands_for, op_id) AS link`,
        [page.rows],
      );
      if (added.rows.length > 0) await advanceStreams(tx, added.rows);
      return added.rows.length;
    });
    [xid, ord] = [page.last_xid, page.last_ord];
  }
}

async function recoverChanges(site: SiteContext, peer: Client): Promise<number> {
  const table = site.tables.ownChanges;
  const found = await peer.query<{ rows: string | null }>(
    `SELECT json_agg(p)::text AS rows FROM (SELECT DISTINCT ON (incarnation, n) ${CHANGE_COLUMNS}
       FROM ${table} ORDER BY incarnation, n) p`,
  );
  return transaction(site.pool, async (tx) => {
    await tx.query('SELECT 1 FROM hlc_state FOR UPDATE');
    const added = await tx.query(
      `INSERT INTO ${table} (${CHANGE_COLUMNS})
       SELECT ${CHANGE_COLUMNS} FROM json_populate_recordset(NULL::${table}, $1::json)
       ON CONFLICT DO NOTHING`,
      [found.rows[0]?.rows ?? '[]'],
    );
    // Our logs of incarnations that are no more end where the last row we or the peer hold ends.
    await tx.query(
      `INSERT INTO change_prefix (origin, incarnation, n)
       SELECT origin, incarnation, max(n) FROM ${table} GROUP BY origin, incarnation
       ON CONFLICT (origin, incarnation) DO UPDATE SET n = excluded.n`,
    );
    await tx.query(
      `UPDATE hlc_state SET hlc = greatest(hlc, (SELECT coalesce(max(hlc), 0) FROM ${table}))`,
    );
    return added.rowCount ?? 0;
  });
}

/**
 * Anti-entropy of a site that was restored (D4 to D6): fetches from the peer's copy every row this
 * site once wrote and no longer holds, then lets it release again. The peer's own rows come with
 * the fresh subscription's copy of the data. Echoes at the peer are harmless duplicates (H1).
 */
export async function recoverFromPeer(
  site: SiteContext,
  replicationUrl: string,
): Promise<{ ops: number; changes: number }> {
  const peer = makeClient(replicationUrl);
  await peer.connect();
  try {
    const ops = await recoverOps(site, peer);
    const changes = await recoverChanges(site, peer);
    await site.pool.query('UPDATE site_config SET recovering = false');
    await site.identity.refresh();
    return { ops, changes };
  } finally {
    await peer.end();
  }
}

/** True once the fresh subscriptions have copied what the peer wrote. */
export async function subscriptionsReady(site: SiteContext): Promise<boolean> {
  const found = await site.pool.query<{ ready: boolean }>(
    `SELECT count(*) = 2 AND bool_and(srsubstate = 'r') AS ready FROM pg_subscription_rel`,
  );
  return found.rows[0]?.ready === true;
}
