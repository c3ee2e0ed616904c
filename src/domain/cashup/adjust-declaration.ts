import { judgedAnew } from './prove-z.ts';
import { countTenders, type TenderCounts, type Thresholds } from './count-tenders.ts';

/** One correction of a declaration; amounts in minor units of the tender's currency. */
export type Adjustment = {
  readonly tender: string;
  readonly before: number;
  readonly after: number;
};

type Declared = { readonly tenders: TenderCounts; readonly thresholds?: Thresholds | undefined };

/** So many days after its business day a Z may be put right: then its month is with the accountants. */
export const ADJUST_DAYS = 31;

/**
 * Corrections in the order they were made: each goes on from what the one before left. Clocks are set
 * back, so the order of the list, by time, counts only where two were made side by side.
 */
export function inOrder<A extends Adjustment>(z: Declared, adjustments: readonly A[]): A[] {
  const counted = new Map(Object.entries(z.tenders).map(([name, one]) => [name, one.counted]));
  const left = [...adjustments];
  const ordered: A[] = [];
  while (left.length > 0) {
    const linked = left.findIndex(({ tender, before }) => counted.get(tender) === before);
    const [next] = left.splice(Math.max(0, linked), 1);
    if (next === undefined) break;
    if (counted.has(next.tender)) counted.set(next.tender, next.after);
    ordered.push(next);
  }
  return ordered;
}

/**
 * What stands as declared when every correction is read in its order (dom-Z12): the Z stays as it is, this
 * stands beside it. Expected is never touched; a tender that the Z does not name cannot be put right.
 */
export function adjustedTenders(z: Declared, adjustments: readonly Adjustment[]): TenderCounts {
  const tenders = judgedAnew(z);
  const counted = new Map(Object.entries(tenders).map(([name, one]) => [name, one.counted]));
  for (const { tender, after } of inOrder(z, adjustments))
    if (counted.has(tender)) counted.set(tender, after);
  const expected = Object.entries(tenders).map(([name, one]) => [name, one.expected] as const);
  return countTenders(Object.fromEntries(expected), Object.fromEntries(counted), z.thresholds);
}

/** Corrections that do not go on from what stood there, by their place: two were made side by side. */
export function unlinkedAdjustments(z: Declared, adjustments: readonly Adjustment[]): number[] {
  const counted = new Map(Object.entries(z.tenders).map(([name, one]) => [name, one.counted]));
  return adjustments.flatMap(({ tender, before, after }, at) => {
    const isLinked = counted.get(tender) === before;
    if (counted.has(tender)) counted.set(tender, after);
    return isLinked ? [] : [at];
  });
}
