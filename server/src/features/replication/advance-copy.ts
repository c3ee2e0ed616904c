import type { ChainRow, Head } from '../../../../src/domain/oplog/advance-heads.ts';
import type { Db } from '../../db/pool.ts';
import { transaction } from '../../db/transaction.ts';
import { idText } from '../../ids.ts';
import type { SiteContext } from '../../site-context.ts';
import { advance } from '../ops/advance-stream.ts';
import { growth } from '../ops/growth.ts';
import { readChainStates, saveGrownHeads } from '../ops/stream-store.ts';

/** A row of either log as the chain walk needs it. */
export type LogRow = {
  stream_id: Buffer;
  till_id: string;
  seq: number;
  prev: Buffer;
  link: Buffer;
};
type CopyRow = LogRow & { local_xid: string; local_ord: number };
type StreamRows = { stream: Buffer; tillId: string; rows: LogRow[] };

const PAGE = 2000;

/**
 * Replicated rows not yet looked at, in this site's own order. Only rows of transactions older
 * than every running one: a slow transaction can then not appear behind the position (H4).
 */
async function nextPage(tx: Db, table: string): Promise<CopyRow[]> {
  const position = await tx.query<{ local_xid: string; local_ord: number }>(
    'SELECT local_xid::text, local_ord FROM copy_position FOR UPDATE',
  );
  const from = position.rows[0];
  const found = await tx.query<CopyRow>({
    name: 'copy-page',
    text: `SELECT stream_id, till_id, seq, prev_op_id AS prev,
                  coalesce(stands_for, op_id) AS link, local_xid::text, local_ord
             FROM ${table}
            WHERE (local_xid, local_ord) > ($1::xid8, $2::bigint)
              AND local_xid < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY local_xid, local_ord LIMIT ${PAGE}`,
    values: [from?.local_xid ?? '0', from?.local_ord ?? 0],
  });
  return found.rows;
}

/** Rows by stream, streams in the order of their bytes: the order in which they are locked (D7). */
function group(rows: readonly LogRow[]): StreamRows[] {
  const streams = new Map<string, StreamRows>();
  for (const row of rows) {
    const key = row.stream_id.toString('hex');
    const known = streams.get(key);
    if (known === undefined) {
      streams.set(key, { stream: row.stream_id, tillId: row.till_id, rows: [row] });
    } else known.rows.push(row);
  }
  return [...streams.values()].sort((a, b) => Buffer.compare(a.stream, b.stream));
}

/**
 * Rows as stretches without a gap, lowest first. A page may hold what lies before and behind rows that
 * are held already; walked as one, the head would stop where the page has its gap, and nothing would
 * ever move it again.
 */
function gapFreeRuns(rows: readonly ChainRow[]): ChainRow[][] {
  const runs: ChainRow[][] = [];
  for (const row of rows.toSorted((a, b) => a.seq - b.seq)) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run === undefined || last === undefined || row.seq > last.seq + 1) runs.push([row]);
    else run.push(row);
  }
  return runs;
}

/** Moves the heads of every stream that rows just stored belong to, locked in one order. */
export async function advanceStreams(tx: Db, page: readonly LogRow[]): Promise<void> {
  const streams = group(page);
  const ids = streams.map((s) => s.stream);
  await tx.query(
    `INSERT INTO stream_state (stream_id, till_id)
     SELECT s, t FROM unnest($1::bytea[], $2::text[]) AS n (s, t) ON CONFLICT DO NOTHING`,
    [ids, streams.map((s) => s.tillId)],
  );
  await tx.query(
    'SELECT 1 FROM stream_state WHERE stream_id = ANY ($1::bytea[]) ORDER BY stream_id FOR UPDATE',
    [ids],
  );
  const states = await readChainStates(tx, ids);
  const grown: { stream: Buffer; head: Head }[] = [];
  for (const { stream, rows } of streams) {
    const before = states.get(idText(stream));
    if (before === undefined) throw new Error('a stream locked a moment ago is gone');
    const links = rows.map((r) => ({ seq: r.seq, prev: idText(r.prev), link: idText(r.link) }));
    const head = growth(before, links);
    if (head !== undefined) {
      grown.push({ stream, head });
      continue;
    }
    let state = before;
    for (const run of gapFreeRuns(links)) state = await advance(tx, stream, state, run);
  }
  if (grown.length > 0) await saveGrownHeads(tx, grown, false);
}

/** A look without a transaction: most turns find nothing, and they must cost next to nothing. */
async function hasNews(site: SiteContext): Promise<boolean> {
  const found = await site.pool.query({
    name: 'copy-news',
    text: `SELECT 1 FROM copy_position p WHERE EXISTS (
             SELECT 1 FROM ${site.tables.copyOps} o
              WHERE (o.local_xid, o.local_ord) > (p.local_xid, p.local_ord)
                AND o.local_xid < pg_snapshot_xmin(pg_current_snapshot()))`,
  });
  return found.rows.length > 0;
}

/**
 * Moves stream heads over one page of replicated rows (D3). The commit flushes, and with it all WAL
 * before: the rows claimed are then on disk (H2). Says how many rows it took.
 */
export async function advanceCopy(
  site: SiteContext,
  onWalked: (rows: readonly LogRow[]) => void = () => undefined,
): Promise<number> {
  if (!(await hasNews(site))) return 0;
  const walked = await transaction(site.pool, async (tx) => {
    const page = await nextPage(tx, site.tables.copyOps);
    const last = page.at(-1);
    if (last === undefined) return page;
    await advanceStreams(tx, page);
    await tx.query('UPDATE copy_position SET local_xid = $1::xid8, local_ord = $2', [
      last.local_xid,
      last.local_ord,
    ]);
    return page;
  });
  onWalked(walked);
  return walked.length;
}
