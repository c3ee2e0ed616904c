import { Op, ShiftOpenedBody } from '../../../contracts/op.ts';
import { parse, parseJson } from '../../../contracts/parse.ts';
import {
  emptyShift,
  foldOp,
  type PlacedOp,
  type ShiftFold,
} from '../../../domain/cashup/fold-shift.ts';
import type { LocalStore, OpRow, ShiftRow, StreamRow } from '../../../sync/core/ports.ts';

const CHUNK = 500;
/** Behind the sale that told the op, and the scan after it. */
const FOLD_AFTER_MS = 250;

type OpenedShift = Omit<ShiftRow, 'businessDate'>;

export type RunningShiftPorts = {
  store: Pick<LocalStore, 'readOps'>;
  /** The till's own streams, oldest first. */
  streams: () => Promise<readonly StreamRow[]>;
  text: (raw: Uint8Array) => string;
  /** Runs it later, when nobody waits. */
  later: (run: () => void, ms: number) => void;
};

/**
 * The figures of the open shifts, folded on from each committed op, so that a shift of thousands of sales
 * is closed as quickly as an empty one. Never on the way of a scan or a sale (promise 5): an op is put
 * aside as it is and folded a moment later, or when somebody asks.
 */
export class RunningShift {
  private readonly p: RunningShiftPorts;
  /** By shift; a closed one until the next is opened. */
  private readonly folds = new Map<string, ShiftFold>();
  /** Committed and not folded yet; the oldest first. */
  private waiting: OpRow[] = [];
  private isSet = false;
  /** The last read, over even where the disk said no. */
  private reading: Promise<void> = Promise.resolve();
  /** The shifts that could not be read yet: no figures of them are told before they were. */
  private readonly unread = new Map<string, OpenedShift>();
  private isReading = false;

  constructor(p: RunningShiftPorts) {
    this.p = p;
  }

  /** An op is on disk. */
  committed(op: OpRow): void {
    this.waiting.push(op);
    if (this.isSet || this.isReading) return;
    this.isSet = true;
    this.p.later(() => {
      this.isSet = false;
      this.drain();
    }, FOLD_AFTER_MS);
  }

  /** Reads the shift anew from the disk, behind everything else. */
  read(shift: OpenedShift): Promise<void> {
    this.unread.set(shift.shiftId, shift);
    const read = this.reading.then(() => this.readNow(shift));
    this.reading = read.catch(() => undefined);
    return read;
  }

  /** The shift with every op that was committed; one that could not be read is read again. */
  async now(shiftId: string): Promise<ShiftFold | undefined> {
    // Another read may have been begun behind the one that was waited for.
    for (let last; last !== this.reading;) {
      last = this.reading;
      await last;
    }
    const unread = this.unread.get(shiftId);
    if (unread !== undefined) await this.read(unread);
    return this.known(shiftId);
  }

  /**
   * The same, for who waits for nobody: complete once the disk was read. While any shift is read, what is
   * committed is folded into none, and figures without it are no figures.
   */
  known(shiftId: string): ShiftFold | undefined {
    this.drain();
    if (this.isReading && this.waiting.length > 0) return undefined;
    return this.unread.has(shiftId) ? undefined : this.folds.get(shiftId);
  }

  private async readNow(shift: OpenedShift): Promise<void> {
    this.isReading = true;
    try {
      const streams = await this.p.streams();
      let fold = emptyShift(shift.shiftId);
      const start = await this.opening(shift.shiftId, streams);
      for (const [at, stream] of streams.entries()) {
        if (at < start.at) continue;
        for (let from = at === start.at ? start.seq : stream.firstAvailable; ;) {
          const ops = await this.p.store.readOps(stream.id, from, CHUNK, Number.MAX_SAFE_INTEGER);
          if (ops.length === 0) break;
          for (const op of ops) fold = foldOp(fold, this.placed(op));
          from += ops.length;
        }
      }
      this.folds.set(shift.shiftId, withOpening(fold, shift));
      this.unread.delete(shift.shiftId);
    } finally {
      this.isReading = false;
    }
    this.drain();
  }

  /** Where the shift was opened; the first op there is, where that one is forgotten. */
  private async opening(
    shiftId: string,
    streams: readonly StreamRow[],
  ): Promise<{ at: number; seq: number }> {
    for (const [at, { id, headSeq, firstAvailable }] of [...streams.entries()].toReversed())
      for (let end = headSeq; end >= firstAvailable; end -= CHUNK) {
        const from = Math.max(firstAvailable, end - CHUNK + 1);
        const ops = await this.p.store.readOps(id, from, end - from + 1, Number.MAX_SAFE_INTEGER);
        const opened = ops.find((op) => this.openedBy(op) === shiftId);
        if (opened !== undefined) return { at, seq: opened.seq };
      }
    return { at: 0, seq: streams[0]?.firstAvailable ?? 1 };
  }

  private drain(): void {
    if (this.isReading) return;
    try {
      for (let [op] = this.waiting; op !== undefined; [op] = this.waiting) {
        this.foldOn(op);
        this.waiting.shift();
      }
    } catch {
      // Half a fold is none: whoever asks next has it read from the disk.
      for (const [shiftId, fold] of this.folds) {
        const shift = openedShift(fold);
        if (shift !== undefined && !this.unread.has(shiftId)) this.unread.set(shiftId, shift);
      }
    }
  }

  private foldOn(op: OpRow): void {
    const opened = this.openedBy(op);
    // That it opens a shift which was read from the disk is no news.
    if (opened !== undefined && !this.folds.has(opened)) {
      for (const [id, { isClosed }] of this.folds) if (isClosed) this.folds.delete(id);
      this.folds.set(opened, emptyShift(opened));
      this.unread.delete(opened);
    }
    const placed = this.placed(op);
    // What one fold took twice changes nothing: it goes by the places of ops.
    for (const [id, fold] of this.folds) this.folds.set(id, foldOp(fold, placed));
  }

  private openedBy(op: OpRow): string | undefined {
    if (op.kind !== 'shift-opened') return undefined;
    return parse(ShiftOpenedBody, this.placed(op).body)?.shift_id;
  }

  // Told by this till, which proved the body before it was written.
  private placed({ stream, seq, opId, kind, raw }: OpRow): PlacedOp {
    return { stream, seq, opId, kind, body: parseJson(Op, this.p.text(raw))?.body };
  }
}

/** A shift whose first op is forgotten opened as its row says. */
function withOpening(fold: ShiftFold, shift: OpenedShift): ShiftFold {
  if (fold.opening !== undefined) return fold;
  const { float, openedMs, cashier: openedBy, currency, drawer } = shift;
  const own = drawer === undefined ? {} : { drawer };
  return { ...fold, opening: { float, openedMs, openedBy, currency, ...own } };
}

function openedShift({ shiftId, opening }: ShiftFold): OpenedShift | undefined {
  if (opening === undefined) return undefined;
  const { float, openedMs, openedBy: cashier, currency, drawer } = opening;
  const own = drawer === undefined ? {} : { drawer };
  return { shiftId, float, openedMs, cashier, currency, ...own };
}
