import type { Z } from './close-shift.ts';
import type { ShiftFold } from './fold-shift.ts';
import { handoversOf } from './handovers.ts';
import { judgeCounts } from './judge-counts.ts';
import { differences, type Difference } from './prove-z.ts';

/** What of a Z its shift's opening and its counts say. */
export type CountedZ = Pick<
  Z,
  'float' | 'opened_ms' | 'opened_by' | 'counts' | 'pieces' | 'approver'
> & {
  readonly drawer?: Z['drawer'] | undefined;
  readonly all_counts?: Z['all_counts'] | undefined;
  readonly handovers?: Z['handovers'] | undefined;
  readonly thresholds?: Z['thresholds'] | undefined;
  readonly currency: string;
  readonly tenders: Readonly<Record<string, { readonly counted: number }>>;
};

/**
 * Where a Z says of its opening, or of its last count (vec-cashup-U5), what its ops do not; nothing where
 * it holds. Nobody signs what they counted (dom-Z13). Asked by head office: a till makes it out of these.
 */
export function proveCount(z: CountedZ, { opening, counts, handovers }: ShiftFold): Difference[] {
  const last = counts.at(-1);
  const names = [...new Set([...Object.keys(z.tenders), ...Object.keys(last?.other ?? {})])];
  const others = names.filter((name) => name !== 'cash');
  const told = others.map((name) => [name, z.tenders[name]?.counted] as const);
  const found = others.map((name) => [name, last?.other[name] ?? 0] as const);
  const { float, opened_ms: openedMs, opened_by: openedBy, currency, drawer } = z;
  const judged =
    z.all_counts === undefined
      ? undefined
      : judgeCounts(counts, opening?.float ?? z.float, z.thresholds);
  const hasSigned = counts.some(({ cashier }) => cashier === z.approver);
  return [
    ...differences({ float, openedMs, openedBy, currency, drawer }, opening, 'opening'),
    ...differences(z.counts, counts.length, 'count.counts'),
    ...differences(z.pieces, last?.pieces ?? [], 'count.pieces'),
    ...differences(Object.fromEntries(told), Object.fromEntries(found), 'count.other'),
    ...differences(
      z.handovers ?? [],
      handoversOf(handovers, opening?.float ?? z.float),
      'handovers',
    ),
    ...differences(z.all_counts, judged, 'count.each'),
    ...(hasSigned ? [{ figure: 'approver', told: z.approver, found: 'who counted' }] : []),
  ];
}
