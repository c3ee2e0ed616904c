import { Compile } from 'typebox/compile';
import { DeclarationAdjustedBody } from '../../../../src/contracts/declaration-adjusted.ts';
import {
  CashMovedBody,
  ShiftClosedBody,
  ShiftCountedBody,
  ShiftResumedBody,
  ShiftSuspendedBody,
} from '../../../../src/contracts/end-of-day.ts';
import { ShiftOpenedBody } from '../../../../src/contracts/op.ts';
import { isSane, LAST_MS } from '../../../../src/contracts/sane.ts';
import { StoreClosedBody } from '../../../../src/contracts/store-close.ts';
import { dayMs } from '../../calendar-day.ts';

/** What an op says of a shift; `shiftId` is '' where it says it of the whole store. */
export type ShiftEvent = { shiftId: string; businessDate: string; body: string };

const opened = Compile(ShiftOpenedBody);
const moved = Compile(CashMovedBody);
const suspended = Compile(ShiftSuspendedBody);
const resumed = Compile(ShiftResumedBody);
const counted = Compile(ShiftCountedBody);
const closed = Compile(ShiftClosedBody);
const storeClosed = Compile(StoreClosedBody);
const adjusted = Compile(DeclarationAdjustedBody);

/** An index row takes no longer text. */
const LONGEST_TEXT = 200;

type Told = { kind: string; business_date: string; at_ms: number; body: unknown };

/** The event; `no-event`: the op is about no shift; a text: why it cannot be kept. */
export function shiftEvent(op: Told): ShiftEvent | 'no-event' | { why: string } {
  const read = readOf(op);
  if (typeof read === 'string') return read === 'no-event' ? read : { why: read };
  const { shift_id: shiftId, business_date: businessDate = op.business_date } = read;
  if (shiftId.includes('\0') || shiftId.length > LONGEST_TEXT) return { why: 'text is too long' };
  if (dayMs(businessDate) === undefined) return { why: 'business date is no date' };
  if (op.at_ms > LAST_MS) return { why: 'time is no time' };
  return { shiftId, businessDate, body: JSON.stringify(op.body) };
}

const BEYOND_REASON = 'amounts beyond all reason';

type Read = { shift_id: string; business_date?: string };

function readOf({ kind, body }: Told): Read | string {
  const other = `${kind} has another shape`;
  switch (kind) {
    case 'shift-opened':
      return opened.Check(body) ? { shift_id: body.shift_id } : other;
    case 'cash-moved':
      if (!moved.Check(body)) return other;
      return isSane(body.amount) ? { shift_id: body.shift_id } : BEYOND_REASON;
    case 'shift-counted':
      return counted.Check(body) ? { shift_id: body.shift_id } : other;
    case 'shift-closed': {
      if (!closed.Check(body)) return other;
      if (!isSaneZ(body)) return BEYOND_REASON;
      // A page shows them as times.
      return body.opened_ms > LAST_MS || body.closed_ms > LAST_MS
        ? 'time is no time'
        : { shift_id: body.shift_id, business_date: body.business_date };
    }
    case 'store-closed':
      if (!storeClosed.Check(body)) return other;
      return body.at_ms > LAST_MS
        ? 'time is no time'
        : { shift_id: '', business_date: body.business_date };
    case 'shift-suspended':
      return suspended.Check(body) ? { shift_id: body.shift_id } : other;
    case 'shift-resumed':
      if (!resumed.Check(body)) return other;
      return isSane(body.counted ?? 0) ? { shift_id: body.shift_id } : BEYOND_REASON;
    case 'declaration-adjusted':
      if (!adjusted.Check(body)) return other;
      if (!isSane(body.before) || !isSane(body.after)) return BEYOND_REASON;
      return body.at_ms > LAST_MS
        ? 'time is no time'
        : { shift_id: body.shift_id, business_date: body.business_date };
    default:
      return 'no-event';
  }
}

/** What is added up of it: so many shifts of a store sum up exactly, in any order. */
function isSaneZ(z: ShiftClosedBody): boolean {
  const { float, figures, tenders, next_float: next, deposit, grand, pieces, all_counts: each } = z;
  return areSane([float, figures, tenders, next, deposit, grand, pieces, each]);
}

function areSane(value: unknown): boolean {
  if (typeof value === 'number') return isSane(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(areSane);
}
