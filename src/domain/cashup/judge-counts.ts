import {
  countTenders,
  worstStatus,
  type CountStatus,
  type TenderCounts,
  type Thresholds,
} from './count-tenders.ts';
import type { HeldCount } from './fold-shift.ts';
import { plus } from './sum-figures.ts';

/** A declared count against what should have been there when it was declared. */
export type JudgedCount = { readonly cashier: string; readonly tenders: TenderCounts };

/** A Z names so many of its counts: the last that were far off, and the last of all. */
const MOST_NAMED = 100;
const MOST_FAR_OFF = 50;

/** Each count by itself, in order (vec-cashup-U5); `float` is the opening one. */
export function judgeCounts(
  counts: readonly HeldCount[],
  float: number,
  thresholds: Thresholds = {},
): JudgedCount[] {
  const judged = counts.map(({ cashier, due, pieces, other }) => {
    const cash = pieces.reduce((sum, { value, count }) => plus(sum, value * count), 0);
    const expected = { ...due, cash: plus(due['cash'] ?? 0, float) };
    return { cashier, tenders: countTenders(expected, { ...other, cash }, thresholds) };
  });
  if (judged.length <= MOST_NAMED) return judged;
  const places = judged.map((_, at) => at);
  const farOff = places.filter((at) => judged[at] !== undefined && isFarOff(judged[at]));
  const named = new Set(farOff.slice(-MOST_FAR_OFF));
  for (const at of places.toReversed()) if (named.size < MOST_NAMED) named.add(at);
  return judged.filter((_, at) => named.has(at));
}

/** A Z, or a shift on its way to it. `all_counts` is absent in what an older till wrote. */
type Counted = {
  readonly tenders: TenderCounts;
  readonly all_counts?: readonly { readonly tenders: TenderCounts }[] | undefined;
};

/**
 * What the close asks for: that of the last count, and a second person's word where any count of the shift
 * was far off: who counts again has seen what should be there (dom-Z5, dom-Z13).
 */
export function countDecision({ tenders, all_counts: counts = [] }: Counted): CountStatus {
  const own = worstStatus(Object.values(tenders));
  return counts.some(isFarOff) ? 'approve' : own;
}

/** Whether somebody must sign for it. */
export function isFarOff({ tenders }: { readonly tenders: TenderCounts }): boolean {
  return worstStatus(Object.values(tenders)) === 'approve';
}
