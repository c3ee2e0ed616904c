import type { BusinessDate } from '../business-date.ts';
import type { Currency } from '../currency.ts';
import { err, ok, type Result } from '../result.ts';
import { countPieces, type CountProblem } from './count-pieces.ts';
import {
  countTenders,
  expectedTenders,
  USUAL_LIMITS,
  type TenderCounts,
  type Thresholds,
} from './count-tenders.ts';
import type { Figures } from './figures.ts';
import { settleShift, type ShiftFold } from './fold-shift.ts';
import { addToGrandTotals, NO_GRAND_TOTALS, type GrandTotals } from './grand-totals.ts';
import type { CountedPiece } from './shift-fact.ts';
import { handoversOf, type Handover } from './handovers.ts';
import { judgeCounts, type JudgedCount } from './judge-counts.ts';
import { splitCash } from './split-cash.ts';

/** The last Z of a till, or none. */
export type LastZ = { readonly zNo: number; readonly grand: GrandTotals; readonly opId: string };
export const NO_Z: LastZ = { zNo: 0, grand: NO_GRAND_TOTALS, opId: '' };

/** What is not done when a shift closes; none of it stops a Z (peers-28). */
export type OpenThings = {
  readonly parked: number;
  readonly unsent: number;
  readonly cards_unknown: number;
  readonly baskets: number;
};

/** Ops of one stream that a Z counts. */
export type ZStream = {
  readonly stream: string;
  readonly series: string;
  readonly from_seq: number;
  readonly to_seq: number;
  readonly head: string;
  readonly first_no: string;
  readonly last_no: string;
};

/** The Z: body of `shift-closed`, immutable for ever (dom-Z12). Field names as on the wire. */
export type Z = {
  readonly z_id: string;
  readonly z_no: number;
  readonly series: string;
  readonly shift_id: string;
  readonly business_date: BusinessDate;
  readonly opened_ms: number;
  readonly closed_ms: number;
  readonly opened_by: string;
  /** The drawer was of who opened it alone; everybody's where absent (dom-Z9). */
  readonly drawer?: 'own';
  readonly closed_by: string;
  readonly approver?: string;
  readonly reason?: string;
  readonly store: string;
  readonly till: string;
  readonly currency: Currency;
  readonly float: number;
  readonly figures: Figures;
  readonly counts: number;
  readonly pieces: readonly CountedPiece[];
  readonly tenders: TenderCounts;
  /** Each declared count by itself; the last one stands in `tenders` as the shift closed. */
  readonly all_counts?: readonly JudgedCount[];
  /** Each time it was suspended or taken over; absent where it never was (dom-Z9). */
  readonly handovers?: readonly Handover[];
  /** The limits it was judged by; head office judges by the same. */
  readonly thresholds?: Thresholds;
  readonly next_float: number;
  readonly deposit: number;
  readonly bag?: string;
  readonly grand: GrandTotals;
  readonly streams: readonly ZStream[];
  readonly prev_z: string;
  readonly open: OpenThings;
};

/** Everything of a Z that its ops do not say. */
export type CloseRequest = {
  readonly shift: ShiftFold;
  readonly last: LastZ;
  readonly zId: string;
  /** Of the stream that the Z is told in. */
  readonly series: string;
  readonly seriesOf: (stream: string) => string;
  readonly store: string;
  readonly till: string;
  readonly currency: Currency;
  readonly businessDate: BusinessDate;
  readonly closedMs: number;
  readonly closedBy: string;
  readonly approver?: string;
  readonly reason?: string;
  readonly bag?: string;
  readonly thresholds?: Thresholds;
  /** What should stay in the drawer; the opening float where absent. */
  readonly targetFloat?: number;
  readonly open: OpenThings;
};

/** Why there is no Z. A variance, however large, is none of it: it must be signed, and is told. */
export type CloseProblem =
  CountProblem | { readonly kind: 'never-opened' | 'closed-before' | 'counted-by-approver' };

/** Closes a shift: the Z after the last one, from what the fold found and what was counted last. */
export function closeShift(request: CloseRequest): Result<Z, CloseProblem> {
  const { last, currency } = request;
  const shift = settleShift(request.shift);
  const { opening, figures, counts } = shift;
  if (opening === undefined) return err({ kind: 'never-opened' });
  if (shift.isClosed) return err({ kind: 'closed-before' });
  if (counts.some(({ cashier }) => cashier === request.approver))
    return err({ kind: 'counted-by-approver' });
  const used = counts.at(-1);
  const cash = countPieces(currency, used?.pieces ?? []);
  if (!cash.ok) return cash;
  const { float, openedMs, openedBy, drawer } = opening;
  const declared = { ...used?.other, cash: cash.value };
  const thresholds = { default: USUAL_LIMITS, ...request.thresholds };
  const split = splitCash(cash.value, request.targetFloat ?? float);
  return ok({
    ...headOf(request),
    opened_ms: openedMs,
    opened_by: openedBy,
    ...(drawer === undefined ? {} : { drawer }),
    float,
    figures,
    counts: counts.length,
    pieces: used?.pieces ?? [],
    tenders: countTenders(expectedTenders(figures, float), declared, thresholds),
    all_counts: judgeCounts(counts, float, thresholds),
    thresholds,
    ...(shift.handovers.length === 0 ? {} : { handovers: handoversOf(shift.handovers, float) }),
    next_float: split.nextFloat,
    deposit: split.deposit,
    grand: addToGrandTotals(last.grand, figures),
    streams: streamsOf(shift, request.seriesOf),
    open: request.open,
  });
}

type Head = Omit<
  Z,
  | 'opened_ms'
  | 'opened_by'
  | 'drawer'
  | 'float'
  | 'figures'
  | 'counts'
  | 'pieces'
  | 'tenders'
  | 'all_counts'
  | 'thresholds'
  | 'handovers'
  | 'next_float'
  | 'deposit'
  | 'grand'
  | 'streams'
  | 'open'
>;

function headOf(request: CloseRequest): Head {
  const { approver, reason, bag } = request;
  return {
    z_id: request.zId,
    z_no: request.last.zNo + 1,
    series: request.series,
    shift_id: request.shift.shiftId,
    business_date: request.businessDate,
    closed_ms: request.closedMs,
    closed_by: request.closedBy,
    ...(approver === undefined ? {} : { approver }),
    ...(reason === undefined ? {} : { reason }),
    store: request.store,
    till: request.till,
    currency: request.currency,
    ...(bag === undefined ? {} : { bag }),
    prev_z: request.last.opId,
  };
}

function streamsOf(shift: ShiftFold, seriesOf: (stream: string) => string): ZStream[] {
  return Object.entries(shift.streams)
    .filter(([, part]) => part.fromSeq > 0)
    .map(([stream, part]) => ({
      stream,
      series: seriesOf(stream),
      from_seq: part.fromSeq,
      to_seq: part.toSeq,
      head: part.head,
      first_no: part.firstNo,
      last_no: part.lastNo,
    }));
}
