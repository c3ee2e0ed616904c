import { ShiftClosedBody, ShiftSuspendedBody } from '../../contracts/end-of-day.ts';
import { Op, ShiftOpenedBody } from '../../contracts/op.ts';
import { parse, parseJson } from '../../contracts/parse.ts';
import type { LocalStore, OpRow, ShiftRow, StoreSnapshot, StreamRow } from './ports.ts';

const CHUNK = 500;

type ShiftOfOpsPorts = {
  store: Pick<LocalStore, 'readOps' | 'zs'>;
  text: (bytes: Uint8Array) => string;
};

/** What is open at a till. */
export type OpenShifts = Pick<StoreSnapshot, 'shift' | 'drawers'>;

/**
 * What is open as the ops tell: the shared shift that was opened last and never closed, and every drawer of
 * a cashier's own without its Z (D12). `streams` are this till's own, oldest first; of each the newest ops
 * are read first, and no more than needed. What was opened alone is so to the machine that opened it: a
 * drawer that came back later from a machine before stands in an older stream, so all of them are read.
 */
export async function shiftsOfOps(
  p: ShiftOfOpsPorts,
  streams: readonly StreamRow[],
): Promise<OpenShifts> {
  const told = new Told(await closedOnes(p));
  for (const stream of streams.toReversed())
    // What is everybody's was closed by then, or given up for it.
    if (await readBack(p, stream, told)) told.shared ??= 'closed';
  return { shift: told.shared === 'closed' ? undefined : told.shared, drawers: told.drawers };
}

/**
 * What one of these streams, oldest first, was left with open and no Z of this till closed: its machine was
 * lost, or replaced, meanwhile. Of what is everybody's the newest stream that was left so says it; drawers
 * of cashiers come back from every machine.
 */
export async function orphanShifts(
  p: ShiftOfOpsPorts,
  streams: readonly StreamRow[],
): Promise<OpenShifts> {
  const closed = await closedOnes(p);
  const told = new Told(closed);
  let shift: ShiftRow | undefined;
  let isFound = false;
  for (const stream of streams.toReversed()) {
    const isAll = await readBack(p, stream, told);
    const { shared } = told;
    if (!isFound && shared !== undefined && shared !== 'closed' && !closed.has(shared.shiftId))
      shift ??= shared;
    // The stream before may have been another machine's.
    told.shared = undefined;
    isFound ||= isAll && (shift !== undefined || told.drawers.length > 0);
  }
  return { shift, drawers: told.drawers };
}

/** By every Z that is here: it may stand before what a stream is read back to. */
async function closedOnes({ store }: ShiftOfOpsPorts): Promise<ReadonlySet<string>> {
  return new Set((await store.zs()).map(({ shiftId }) => shiftId));
}

/** What was read so far, from the newest op backwards. */
class Told {
  /** The newest word about the shift that is everybody's. */
  shared: ShiftRow | 'closed' | undefined;
  drawers: ShiftRow[] = [];
  readonly closed: Set<string>;
  readonly seen: Seen[] = [];

  constructor(closed: Iterable<string> = []) {
    this.closed = new Set(closed);
  }
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
 * Reads a stream back to the shift that was opened while no other was open: what is open now was opened there
 * or later. False where the stream does not reach so far. That a shift is suspended or closed may stand in a
 * later stream than that it was opened, hence `told`.
 */
async function readBack(
  p: ShiftOfOpsPorts,
  { id, headSeq, firstAvailable }: StreamRow,
  told: Told,
): Promise<boolean> {
  for (let end = headSeq; end >= firstAvailable; end -= CHUNK) {
    const from = Math.max(firstAvailable, end - CHUNK + 1);
    const ops = await p.store.readOps(id, from, end - from + 1, Number.MAX_SAFE_INTEGER);
    for (const op of ops.filter(({ kind }) => OF_SHIFT.has(kind)).toReversed())
      if (note(told, toldOf(p, op))) return true;
  }
  return false;
}

/** Whether nothing before it can be open. */
function note(told: Told, word: Word | undefined): boolean {
  if (word === undefined) return false;
  if ('paused' in word) told.seen.push(word);
  else if ('closed' in word) {
    told.closed.add(word.closed);
    if (!word.isOwn) told.shared ??= 'closed';
  } else {
    const row = withPause(word.opened, told.seen);
    if (row.drawer === undefined) told.shared ??= row;
    else if (!told.closed.has(row.shiftId)) told.drawers.push(row);
    return word.isAlone;
  }
  return false;
}

/** The newest word about this shift counts. */
function withPause(row: ShiftRow, seen: readonly Seen[]): ShiftRow {
  const paused = seen.find(({ shiftId }) => shiftId === row.shiftId)?.paused;
  return paused === undefined ? row : { ...row, suspended: paused };
}

type Word =
  | Seen
  | { closed: string; isOwn: boolean }
  | { opened: ShiftRow; /** No other was open. */ isAlone: boolean };

function toldOf({ text }: ShiftOfOpsPorts, { raw }: OpRow): Word | undefined {
  const op = parseJson(Op, text(raw));
  if (op?.kind === 'shift-closed') {
    const z = parse(ShiftClosedBody, op.body);
    return z && { closed: z.shift_id, isOwn: z.drawer === 'own' };
  }
  if (op?.kind === 'shift-suspended' || op?.kind === 'shift-resumed') {
    const told = parse(ShiftSuspendedBody, op.body);
    if (told === undefined) return undefined;
    const { shift_id: shiftId, cashier, at_ms: atMs } = told;
    return { shiftId, paused: op.kind === 'shift-suspended' ? { cashier, atMs } : undefined };
  }
  const opened = op?.kind === 'shift-opened' ? parse(ShiftOpenedBody, op.body) : undefined;
  if (op === undefined || opened === undefined) return undefined;
  const { shift_id: shiftId, cashier, float, currency, opened_ms: openedMs, drawer } = opened;
  const row = { shiftId, businessDate: op.business_date, cashier, float, currency, openedMs };
  return {
    opened: { ...row, ...(drawer === undefined ? {} : { drawer }) },
    isAlone: opened.open_beside === undefined,
  };
}
