import {
  countTenders,
  expectedTenders,
  type TenderCount,
  type TenderCounts,
  type Thresholds,
} from './count-tenders.ts';
import type { Figures } from './figures.ts';
import { addToGrandTotals, type GrandTotals } from './grand-totals.ts';
import { splitCash } from './split-cash.ts';
import type { CountedPiece } from './shift-fact.ts';

/** The parts of a Z that add up to each other. */
export type ProvenZ = {
  readonly float: number;
  readonly figures: Figures;
  readonly pieces: readonly CountedPiece[];
  readonly tenders: Readonly<Record<string, TenderCount>>;
  /** What it was judged by; absent in a Z of an older till, whose word for how far it is off is taken. */
  readonly thresholds?: Thresholds | undefined;
  readonly next_float: number;
  readonly deposit: number;
  readonly grand: GrandTotals;
};

/** A figure that is not what the ops say; the path of its name, as `taxes.S 19.base`. */
export type Difference = {
  readonly figure: string;
  readonly told: unknown;
  readonly found: unknown;
};

/**
 * What is wrong with a Z, against the figures that its ops add up to; nothing where it holds. Asked before
 * a till writes one, and by head office of each that comes. `before`: grand totals of the Z before.
 */
export function proveZ(z: ProvenZ, figures: Figures, before?: GrandTotals): Difference[] {
  const cash = z.pieces.reduce((sum, { value, count }) => sum + value * count, 0);
  const grand = before === undefined ? z.grand : addToGrandTotals(before, figures);
  return [
    ...differences(z.figures, figures, 'figures'),
    ...differences(
      z.thresholds === undefined ? withoutStatus(z.tenders) : z.tenders,
      countedAnew(z, figures, cash),
      'tenders',
    ),
    ...differences(z.grand, { ...grand, net: grand.sales - grand.reductions }, 'grand'),
    ...differences(
      { deposit: z.deposit, next_float: z.next_float },
      { deposit: splitCash(cash, z.next_float).deposit, next_float: Math.min(z.next_float, cash) },
      'cash',
    ),
  ];
}

/** Each tender anew; counted is what was declared, of cash what its pieces are worth. */
function countedAnew(
  { tenders, float, thresholds }: ProvenZ,
  figures: Figures,
  cash: number,
): object {
  const declared = Object.entries(tenders).map(([name, { counted }]) => [name, counted] as const);
  const anew = countTenders(
    expectedTenders(figures, float),
    { ...Object.fromEntries(declared), cash },
    thresholds,
  );
  return thresholds === undefined ? withoutStatus(anew) : anew;
}

/** As its own limits judge it, whatever its own word is. */
export function judgedAnew({
  tenders,
  thresholds,
}: Pick<ProvenZ, 'tenders' | 'thresholds'>): TenderCounts {
  if (thresholds === undefined) return tenders;
  const of = (figure: 'expected' | 'counted') =>
    Object.fromEntries(Object.entries(tenders).map(([name, one]) => [name, one[figure]]));
  return countTenders(of('expected'), of('counted'), thresholds);
}

function withoutStatus(tenders: ProvenZ['tenders']): object {
  return Object.fromEntries(
    Object.entries(tenders).map(([name, { expected, counted, variance }]) => [
      name,
      { expected, counted, variance },
    ]),
  );
}

/** Leaves that differ, in whatever depth; the order of names does not count. */
export function differences(told: unknown, found: unknown, at: string): Difference[] {
  if (isRecord(told) && isRecord(found)) {
    const names = [...new Set([...Object.keys(told), ...Object.keys(found)])];
    return names.flatMap((name) => differences(told[name], found[name], `${at}.${name}`));
  }
  return told === found ? [] : [{ figure: at, told: told ?? null, found: found ?? null }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
