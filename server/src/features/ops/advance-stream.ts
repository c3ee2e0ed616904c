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
  rows: readonly Row[],
): Promise<ChainState> {
  const next = await nextHeads(
    before,
    rows.map((r) => ({ seq: r.seq, prev: r.prev, link: r.link })),
    (fromSeq) => loadChainRows(tx, stream, fromSeq),
  );
  const state = {
    heads: next.heads,
    forked: before.forked || next.forked,
    receivedMax: rows.reduce((max, r) => Math.max(max, r.seq), before.receivedMax),
  };
  await saveChainState(tx, stream, state);
  return state;
}
