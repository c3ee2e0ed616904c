import type { ChainRow } from '../../../../src/domain/oplog/advance-heads.ts';
import type { Db } from '../../db/pool.ts';
import { nextHeads, type ChainState } from './next-heads.ts';
import { loadChainRows, saveChainState } from './stream-store.ts';

type Row = Pick<ChainRow, 'seq' | 'prev' | 'link'>;

/** Moves a locked stream's heads over rows just stored or just replicated, and writes them down. */
export async function advance(
  tx: Db,
  stream: Buffer,
  before: ChainState,
  stored: readonly Row[],
): Promise<ChainState> {
  // What lies at or below the floor hangs on nothing that is held any more.
  const rows = stored.filter((r) => r.seq > (before.floor?.seq ?? 0));
  if (rows.length === 0) return before;
  const next = await nextHeads(
    before,
    rows.map((r) => ({ seq: r.seq, prev: r.prev, link: r.link })),
    (fromSeq) => loadChainRows(tx, stream, fromSeq),
  );
  const state = {
    ...before,
    heads: next.heads,
    forked: before.forked || next.forked,
    receivedMax: rows.reduce((max, r) => Math.max(max, r.seq), before.receivedMax),
  };
  await saveChainState(tx, stream, state);
  const tip = before.heads[0]?.seq ?? 0;
  const lowest = rows.reduce((min, r) => Math.min(min, r.seq), Infinity);
  if (lowest <= tip) await replayStandIns(tx, stream, lowest, tip);
  return state;
}

/**
 * Rows at or below the tip do not move it. Where a stand-in lies among them, the original may just
 * have come: the projector then goes over the stream again, since a void has no effect beside its
 * original (D9).
 */
async function replayStandIns(tx: Db, stream: Buffer, from: number, to: number): Promise<void> {
  const found = await tx.query(
    `SELECT 1 FROM all_ops
      WHERE stream_id = $1 AND seq BETWEEN $2 AND $3 AND stands_for IS NOT NULL LIMIT 1`,
    [stream, from, to],
  );
  if (found.rowCount === 0) return;
  await tx.query('UPDATE stream_state SET replay = true WHERE stream_id = $1', [stream]);
  await tx.query(
    'UPDATE stream_heads SET changed_xid = pg_current_xact_id() WHERE stream_id = $1',
    [stream],
  );
}
