import { GENESIS } from './op-id.ts';

/** A row of a log as the chain walk sees it. `link` is `stands_for ?? op_id` (D9). */
export type ChainRow = { seq: number; prev: string; link: string };

/** Tip of a gap-free, verified chain from the first op on. One per branch. */
export type Head = { seq: number; opId: string };

export const NO_HEADS: readonly Head[] = [{ seq: 0, opId: GENESIS }];

/**
 * Walks chains up from `heads` over the distinct rows held (D3). Rows may come in any
 * order, repeated, from both logs. Several children of one tip are a fork: every
 * branch gets its own head. Rows not reachable from a head are left for later.
 *
 * A fork *below* a head cannot be seen from the head up: pass NO_HEADS and all rows
 * when a new row arrives at or below a head's seq.
 */
export function advanceHeads(heads: readonly Head[], rows: Iterable<ChainRow>): Head[] {
  const children = new Map<string, Set<string>>();
  for (const row of rows) {
    const key = `${row.seq}:${row.prev}`;
    const links = children.get(key);
    if (links === undefined) children.set(key, new Set([row.link]));
    else links.add(row.link);
  }
  const tips: Head[] = [];
  const open: Head[] = [...heads];
  for (let head = open.pop(); head !== undefined; head = open.pop()) {
    const next = children.get(`${head.seq + 1}:${head.opId}`);
    if (next === undefined) tips.push(head);
    else for (const link of next) open.push({ seq: head.seq + 1, opId: link });
  }
  return tips.sort((a, b) => b.seq - a.seq || (a.opId < b.opId ? -1 : 1));
}
