import {
  advanceHeads,
  type ChainRow,
  type Head,
} from '../../../../src/domain/oplog/advance-heads.ts';
import { GENESIS } from '../../../../src/domain/oplog/op-id.ts';

/** What is known of a stream before new rows are looked at. */
export type ChainState = {
  heads: readonly Head[];
  forked: boolean;
  receivedMax: number;
  /** Where the chain begins: the last op that was pruned, else before the first (D5). */
  floor?: Head;
};
export type ChainStep = { heads: readonly Head[]; forked: boolean };

const BEGINNING: Head = { seq: 0, opId: GENESIS };

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
  const floor = state.floor ?? BEGINNING;
  const tip = state.heads[0] ?? floor;
  if (state.forked) return walkAll(floor, load);
  if (first.seq === tip.seq + 1) {
    // Above the tip only: no branch can start below it.
    const more = highest >= state.receivedMax ? rows : await load(tip.seq + 1);
    return step(advanceHeads([tip], more), first.prev !== tip.opId);
  }
  if (first.seq > tip.seq + 1) return { heads: state.heads, forked: false };
  return walkFrom(first, floor, load);
}

/**
 * Rows at or below the tip: a repeat, rows both logs hold, or a fork. The stream was not
 * forked, so one row with the right id just below is proof of being on the chain.
 */
async function walkFrom(first: ChainRow, floor: Head, load: LoadRows): Promise<ChainStep> {
  if (first.seq <= floor.seq + 1) return walkAll(floor, load);
  const base = first.seq - 1;
  const held = await load(base);
  const below = new Set(held.filter((row) => row.seq === base).map((row) => row.link));
  if (below.size !== 1 || !below.has(first.prev))
    return { ...(await walkAll(floor, load)), forked: true };
  return step(advanceHeads([{ seq: base, opId: first.prev }], held), false);
}

async function walkAll(floor: Head, load: LoadRows): Promise<ChainStep> {
  return step(advanceHeads([floor], await load(floor.seq + 1)), false);
}

function step(heads: readonly Head[], alien: boolean): ChainStep {
  return { heads, forked: alien || heads.length > 1 };
}
