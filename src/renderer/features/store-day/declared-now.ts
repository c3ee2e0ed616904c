import type { DayZ } from '../../../domain/store-day/store-day.ts';

/** A Z whose declaration may be put right. */
export type AdjustableZ = Pick<DayZ, 'zId' | 'number' | 'currency' | 'tenders' | 'adjustments'>;

/** What stands as declared of a tender by now, minor units of its currency. */
export function declaredNow({ tenders, adjustments }: AdjustableZ, tender: string): number {
  const last = adjustments.findLast((one) => one.tender === tender);
  return last?.after ?? tenders[tender]?.counted ?? 0;
}
