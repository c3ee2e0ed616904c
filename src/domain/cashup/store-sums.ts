import { worstStatus, type CountStatus, type TenderCount } from './count-tenders.ts';
import { plus } from './sum-figures.ts';

/** The parts of a Z that a store adds up. */
export type CountedShift = {
  readonly figures: { readonly net: number };
  readonly deposit: number;
  readonly tenders: Readonly<Record<string, TenderCount>>;
};

/** A store's day over its shifts (vec-cashup-U7); variances by tender. One currency. */
export type StoreSums = {
  readonly net: number;
  readonly deposit: number;
  readonly variance: Readonly<Record<string, number>>;
  readonly worstStatus: CountStatus;
};

/** The store's figures; shifts of another currency do not belong in here. */
export function storeSums(shifts: readonly CountedShift[]): StoreSums {
  const variance = new Map<string, number>();
  for (const { tenders } of shifts)
    for (const [name, one] of Object.entries(tenders))
      variance.set(name, plus(variance.get(name) ?? 0, one.variance));
  return {
    net: shifts.reduce((sum, { figures }) => plus(sum, figures.net), 0),
    deposit: shifts.reduce((sum, { deposit }) => plus(sum, deposit), 0),
    variance: Object.fromEntries(variance),
    worstStatus: worstStatus(shifts.flatMap(({ tenders }) => Object.values(tenders))),
  };
}
