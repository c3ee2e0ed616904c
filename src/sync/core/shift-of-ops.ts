import { ShiftClosedBody, ShiftSuspendedBody } from '../../contracts/end-of-day.ts';
import { Op, ShiftOpenedBody } from '../../contracts/op.ts';
import { parse, parseJson } from '../../contracts/parse.ts';
import type { LocalStore, OpRow, ShiftRow, StreamRow } from './ports.ts';

const CHUNK = 500;

type ShiftOfOpsPorts = {
  store: Pick<LocalStore, 'readOps'>;
  text: (bytes: Uint8Array) => string;
};

/**
 * The shift that is open as the ops tell: the last one that was opened and never closed (D12). `streams`
 * are this till's own, oldest first; of each the newest ops are read first, and no more than needed.
 */
export async function shiftOfOps(
  p: ShiftOfOpsPorts,
  streams: readonly StreamRow[],
): Promise<ShiftRow | undefined> {
  const seen: Seen[] = [];
  for (const stream of streams.toReversed()) {
    const told = await lastTold(p, stream, seen);
    if (told !== undefined) return told === 'closed' ? undefined : told;
  }
  return undefined;
}

/**
 * The newest shift that one of these streams, oldest first, was left with and that no Z of this till
 * closed: its machine was lost, or replaced, while it was open.
 */
export async function orphanShift(
  p: ShiftOfOpsPorts & { store: Pick<LocalStore, 'zs'> },
  streams: readonly StreamRow[],
): Promise<ShiftRow | undefined> {
  const closed = new Set((await p.store.zs()).map(({ shiftId }) => shiftId));
  const seen: Seen[] = [];
  for (const stream of streams.toReversed()) {
    const told = await lastTold(p, stream, seen);
    if (told !== undefined && told !== 'closed' && !closed.has(told.shiftId)) return told;
  }
  return undefined;
}

/** The newest op that says whether a shift is suspended; `paused` undefined: it was taken over. */
type Seen = { shiftId: string; paused: ShiftRow['suspended'] };

const OF_SHIFT: ReadonlySet<string> = new Set([
  'shift-opened',
  'shift-closed',
  'shift-suspended',
  'shift-resumed',
]);

/**
 * What the last op about a shift says; undefined where a stream has none. That it is suspended may stand
 * in a later stream than that it was opened, hence `seen`.
 */
async function lastTold(
  p: ShiftOfOpsPorts,
  { id, headSeq, firstAvailable }: StreamRow,
  seen: Seen[],
): Promise<ShiftRow | 'closed' | undefined> {
  for (let end = headSeq; end >= firstAvailable; end -= CHUNK) {
    const from = Math.max(firstAvailable, end - CHUNK + 1);
    const ops = await p.store.readOps(id, from, end - from + 1, Number.MAX_SAFE_INTEGER);
    for (const op of ops.filter(({ kind }) => OF_SHIFT.has(kind)).toReversed()) {
      const told = toldOf(p, op);
      if (told === 'closed') return told;
      if (told !== undefined && 'paused' in told) seen.push(told);
      else if (told !== undefined) return withPause(told, seen);
    }
  }
  return undefined;
}

/** The newest word about this shift counts. */
function withPause(row: ShiftRow, seen: readonly Seen[]): ShiftRow {
  const paused = seen.find(({ shiftId }) => shiftId === row.shiftId)?.paused;
  return paused === undefined ? row : { ...row, suspended: paused };
}

function toldOf({ text }: ShiftOfOpsPorts, { raw }: OpRow): ShiftRow | Seen | 'closed' | undefined {
  const op = parseJson(Op, text(raw));
  if (op?.kind === 'shift-closed') return parse(ShiftClosedBody, op.body) && 'closed';
  if (op?.kind === 'shift-suspended' || op?.kind === 'shift-resumed') {
    const told = parse(ShiftSuspendedBody, op.body);
    if (told === undefined) return undefined;
    const { shift_id: shiftId, cashier, at_ms: atMs } = told;
    return { shiftId, paused: op.kind === 'shift-suspended' ? { cashier, atMs } : undefined };
  }
  const opened = op?.kind === 'shift-opened' ? parse(ShiftOpenedBody, op.body) : undefined;
  if (op === undefined || opened === undefined) return undefined;
  const { shift_id: shiftId, cashier, float, currency, opened_ms: openedMs } = opened;
  return { shiftId, businessDate: op.business_date, cashier, float, currency, openedMs };
}
