import type { ChainRow, Head } from '../../../../src/domain/oplog/advance-heads.ts';
import type { ChainState } from './next-heads.ts';

/**
 * The new head of a stream that these rows, in their order, lengthen and do nothing else to: one
 * unforked branch, nothing received above it, each row on the one before. `undefined` for everything
 * else, which `advance` settles with a look into the log.
 */
export function growth(before: ChainState, rows: readonly ChainRow[]): Head | undefined {
  const [head, ...more] = before.heads;
  if (head === undefined || more.length > 0) return undefined;
  if (before.forked || before.receivedMax !== head.seq || rows.length === 0) return undefined;
  let tip = head;
  for (const { seq, prev, link } of rows) {
    if (seq !== tip.seq + 1 || prev !== tip.opId) return undefined;
    tip = { seq, opId: link };
  }
  return tip;
}
