import type { HelloHealth } from '../../../../src/contracts/wire.ts';

/** What a till told last, as this site heard it. */
export type ToldBefore = { since_ms: number; told: HelloHealth };

/** What came on between two words of a till; never less than nothing. */
export type HealthGrowth = Omit<HelloHealth, 'since_ms' | 'back_end'> & {
  set_asked: number;
  fell_back: number;
};

/**
 * Counts of this life go on from the word before, or from nothing where the life is another. Starts and
 * crashes are counted over all lives. Undefined: a first word, whose past belongs to no hour (HEA3).
 */
export function healthGrowth(
  before: ToldBefore | undefined,
  now: HelloHealth,
): HealthGrowth | undefined {
  if (before === undefined) return undefined;
  const { told } = before;
  const isSameLife = before.since_ms === now.since_ms;
  const since = (is: number, was: number): number => Math.max(0, isSameLife ? is - was : is);
  const [end, endBefore] = [now.back_end, told.back_end];
  // Another set begins at nothing in the same life; a till of before counted on, so the count itself says it.
  const isOtherSet = end?.set !== endBefore?.set && (end?.asked ?? 0) < (endBefore?.asked ?? 0);
  const sinceSet = (is = 0, was = 0): number => (isOtherSet ? is : since(is, was));
  return {
    starts: Math.max(0, now.starts - told.starts),
    crashes: Math.max(0, now.crashes - told.crashes),
    sales: since(now.sales, told.sales),
    failed_sales: since(now.failed_sales, told.failed_sales),
    card_tries: since(now.card_tries, told.card_tries),
    declined: since(now.declined, told.declined),
    scans: now.scans.map((is, i) => since(is, told.scans[i] ?? 0)),
    set_asked: sinceSet(end?.asked, endBefore?.asked),
    fell_back: sinceSet(end?.fell_back, endBefore?.fell_back),
  };
}
