import {
  advanceHeads,
  NO_HEADS,
  type ChainRow,
  type Head,
} from '../../../../src/domain/oplog/advance-heads.ts';

/** What is known of a stream before new rows are looked at. */
export type ChainState = { heads: readonly Head[]; forked: boolean; receivedMax: number };
export type ChainStep = { heads: readonly Head[]; forked: boolean };

/** Distinct rows held (own ∪ copy) with seq ≥ `fromSeq`. */
export type LoadRows = (fromSeq: number) => Promise<readonly ChainRow[]>;

/**
 * Heads after `rows` were stored (D3). Rows that go on from the only tip need no look at the
 * log; anything else is walked over what the log holds, from the last place that is certain.
 */
export async function nextHeads(
  state: ChainState,
  rows: readonly ChainRow[],
  load: LoadRows,
): Promise<ChainStep> {
  const first = rows.reduce((a, b) => (b.seq < a.seq ? b : a));
  const highest = rows.reduce((max, row) => Math.max(max, row.seq), 0);
  const tip = state.heads[0] ?? NO_HEADS[0];
  if (state.forked || tip === undefined) return walkAll(load);
  if (first.seq === tip.seq + 1) {
    // Above the tip only: no branch can start below it.
    const more = highest >= state.receivedMax ? rows : await load(tip.seq + 1);
    return step(advanceHeads([tip], more), first.prev !== tip.opId);
  }
  if (first.seq > tip.seq + 1) return { heads: state.heads, forked: false };
  return walkFrom(first, load);
}

/**
 * Rows at or below the tip: a repeat, rows both logs hold, or a fork. The stream was not
 * forked, so one row with the right id just below is proof of being on the chain.
 */
async function walkFrom(first: ChainRow, load: LoadRows): Promise<ChainStep> {
  if (first.seq === 1) return walkAll(load);
  const base = first.seq - 1;
  const held = await load(base);
  const below = new Set(held.filter((row) => row.seq === base).map((row) => row.link));
  if (below.size !== 1 || !below.has(first.prev)) return { ...(await walkAll(load)), forked: true };
  return step(advanceHeads([{ seq: base, opId: first.prev }], held), false);
}

async function walkAll(load: LoadRows): Promise<ChainStep> {
  return step(advanceHeads(NO_HEADS, await load(1)), false);
}

function step(heads: readonly Head[], alien: boolean): ChainStep {
  return { heads, forked: alien || heads.length > 1 };
}
