import type { LastZTold } from '../../../contracts/end-of-day.ts';
import { must } from '../../../domain/assert.ts';
import { isBusinessDate } from '../../../domain/business-date.ts';
import { closeShift, type OpenThings, type Z } from '../../../domain/cashup/close-shift.ts';
import type {
  CountStatus,
  TenderCounts,
  Thresholds,
} from '../../../domain/cashup/count-tenders.ts';
import { settleShift, type ShiftFold } from '../../../domain/cashup/fold-shift.ts';
import { countDecision } from '../../../domain/cashup/judge-counts.ts';
import { differences, proveZ } from '../../../domain/cashup/prove-z.ts';
import type { Currency } from '../../../domain/currency.ts';
import type { Fact } from '../../../sync/core/commit.ts';
import type { ShiftRow, ZRow } from '../../../sync/core/ports.ts';
import type { CloseCommands } from '../../shared/close-api.ts';
import { CalledOff } from '../called-off.ts';
import { plainFact } from '../selling/facts.ts';
import { lastZ } from './last-z.ts';

/** What was asked for before the Z is written. */
export type FoundForZ = {
  approver: string | undefined;
  /** The count as it was looked at, and signed for. */
  looked: { tenders: TenderCounts; status: CountStatus };
  open: OpenThings;
  zs: readonly ZRow[];
  series: ReadonlyMap<string, string>;
};

type ZPorts = {
  own: { store: string; till: string };
  currency: Currency;
  policy: { thresholds?: Thresholds };
  running: { known: (shiftId: string) => ShiftFold | undefined };
  lastTold?: LastZTold;
  newId: () => string;
  wallMs: () => number;
};

/**
 * The Z is made where the op is: behind every op that was committed before it, from the figures of that
 * moment, and proven against them. Where these moved since somebody looked at them, and the count is off by
 * them, it is called off: nobody's word stands for a difference that they did not see.
 */
export function zFact(
  p: ZPorts,
  shift: ShiftRow,
  closedBy: string,
  asked: CloseCommands['close-shift']['arg'],
  found: FoundForZ,
): Fact {
  const zId = p.newId();
  const last = lastZ(found.zs, p.lastTold);
  const { approver, looked, open } = found;
  const { reason, bag, nextFloat: targetFloat } = asked;
  const { businessDate: day, shiftId } = shift;
  const businessDate = must(isBusinessDate(day) ? day : undefined, 'a shift has its day');
  const make = (series: string): Z => {
    const fold = p.running.known(shiftId);
    // Another drawer is just read from the disk: asked again, it is known.
    if (fold === undefined) throw new CalledOff();
    const made = closeShift({
      ...p.own,
      shift: fold,
      last,
      zId,
      series,
      seriesOf: (stream) => found.series.get(stream) ?? series,
      currency: p.currency,
      businessDate,
      closedMs: p.wallMs(),
      closedBy,
      ...(approver === undefined ? {} : { approver }),
      ...(reason === undefined ? {} : { reason }),
      ...(bag === undefined ? {} : { bag }),
      ...(p.policy.thresholds === undefined ? {} : { thresholds: p.policy.thresholds }),
      targetFloat,
      open,
    });
    const z = must(made.ok ? made.value : undefined, 'a shift that was looked at closes');
    const wrong = proveZ(z, settleShift(fold).figures, last.grand);
    must(wrong.length === 0 ? z : undefined, 'a Z adds up');
    if (!isAsLookedAt(z, looked)) throw new CalledOff();
    return z;
  };
  return {
    ...plainFact('shift-closed', shift.businessDate, undefined, { closes: shift }),
    body: ({ series }) => make(series),
    z: (body) => {
      // What `make` made just before.
      const { z_no: zNo, series, closed_ms: closedMs } = body as Z;
      return { zId, zNo, series, shiftId, closedMs };
    },
  };
}

/** What is right needs nobody's word. */
function isAsLookedAt(z: Z, looked: FoundForZ['looked']): boolean {
  const status = countDecision(z);
  if (status === 'ok') return true;
  return status === looked.status && differences(z.tenders, looked.tenders, '').length === 0;
}
