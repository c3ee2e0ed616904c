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
 * What stands as declared when every correction is read in its order (dom-Z12): the Z stays as it is, this
 * stands beside it. Expected is never touched; a tender that the Z does not name cannot be put right.
 */
export function adjustedTenders(z: Declared, adjustments: readonly Adjustment[]): TenderCounts {
  const tenders = judgedAnew(z);
  const counted = new Map(Object.entries(tenders).map(([name, one]) => [name, one.counted]));
  for (const { tender, after } of adjustments) if (counted.has(tender)) counted.set(tender, after);
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
