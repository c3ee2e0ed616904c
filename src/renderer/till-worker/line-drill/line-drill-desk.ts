import { Type, type Static } from 'typebox';
import {
  DRILL_LOOK_MS,
  FIRST_DRILL_LOOKS_MS,
  type LineDrill,
  type LineDrillBody,
} from '../../../contracts/line-drill.ts';
import { drillLeft } from '../../../domain/line-drill/drill-left.ts';
import type { Clock, StreamRow } from '../../../sync/core/ports.ts';
import type { HostLink } from '../host-link.ts';

/** What of drills outlives a restart: the last one that is over, and the one that is not told yet. */
export const DrillNote = Type.Object({
  over: Type.Optional(Type.String()),
  now: Type.Optional(
    Type.Object({
      drill: Type.String(),
      from_ms: Type.Integer(),
      until_ms: Type.Integer(),
      stream: Type.String(),
      from_seq: Type.Integer(),
    }),
  ),
});
export type DrillNote = Static<typeof DrillNote>;
type Begun = NonNullable<DrillNote['now']>;

export type LineDrillPorts = {
  host: Pick<HostLink, 'invoke'>;
  clock: Pick<Clock, 'now' | 'wakeAt'>;
  random: () => number;
  /** Head office's clock, ms, that no wall clock sets back, and whether it was told in this run. */
  nowMs: () => number;
  hasTime: () => boolean;
  /** The store's newest row; undefined: there is none, or none that can be read. */
  row: () => Promise<LineDrill | undefined>;
  note: { read: () => Promise<DrillNote>; write: (note: DrillNote) => Promise<void> };
  head: () => Pick<StreamRow, 'id' | 'headSeq' | 'headOpId'>;
  /** Documents of these ops, and their sum. */
  sold: (of: {
    stream: string;
    from: number;
    to: number;
    /** When the drill began. */
    fromMs: number;
  }) => Promise<{ documents: number; gross: number }>;
  /** Ops that some site has not confirmed. */
  waiting: () => number;
  currency: string;
  tell: (body: LineDrillBody) => Promise<boolean>;
  /** Asks for the row, the one question of a till in a drill. */
  ask: () => Promise<unknown>;
  changed: () => void;
  /** The line is there again. */
  back: () => void;
};

/** Thousands of tills have their line back at one moment: each comes within this, ms. */
const BACK_WITHIN_MS = 5000;

/**
 * Takes the till's line away for as long as the store's signed row says (LD2 to LD5). It begins once head
 * office told its time in this run and is then counted by a clock that only runs forward; a restart gives the line back until
 * then. When it is over the till tells what it sold meanwhile, once.
 */
export class LineDrillDesk {
  private readonly p: LineDrillPorts;
  private active: { drill: string; endsAt: number; untilMs: number } | undefined;
  private tail: Promise<void> = Promise.resolve();
  private disarm: () => void = () => undefined;
  private looks = 0;

  constructor(p: LineDrillPorts) {
    this.p = p;
  }

  /** When the line comes back, by head office's clock, ms; undefined: it is not away. */
  get untilMs(): number | undefined {
    return this.active?.untilMs;
  }

  /** A page that was loaded anew finds the line still away: the host counts on. */
  start(): Promise<void> {
    return this.inTurn(async () => {
      const { now } = await this.p.note.read();
      const left = await this.line(null);
      if (left === 0) return;
      if (now === undefined) await this.line(0);
      else this.runs(now.drill, left, now.until_ms);
    });
  }

  /** With new rows, and when head office told its time. */
  look(): Promise<void> {
    return this.inTurn(() => (this.active === undefined ? this.mayBegin() : this.mayEnd()));
  }

  /** One look after the other; a disk that fails costs the drill and nothing else. */
  private inTurn(run: () => Promise<void>): Promise<void> {
    this.tail = this.tail.then(run).catch(() => undefined);
    return this.tail;
  }

  private async mayBegin(): Promise<void> {
    if (!this.p.hasTime()) return;
    const note = await this.p.note.read();
    const row = await this.p.row();
    const left = drillLeft(row, this.p.nowMs(), note.over);
    // The host may have taken a line whose answer was lost on the way here.
    if (left === 0) await this.line(0);
    const isSame = left > 0 && row?.drill === note.now?.drill;
    const rest = note.now === undefined || isSame ? note : await this.told(note.now, 'restart');
    // One that could not be told yet stands in the way of the next.
    const isFree = rest.now === undefined || isSame;
    if (row === undefined || left === 0 || !isFree) return;
    const { id, headSeq } = this.p.head();
    const begun = rest.now ?? {
      drill: row.drill,
      from_ms: this.p.nowMs(),
      until_ms: row.until_ms,
      stream: id,
      from_seq: headSeq + 1,
    };
    await this.p.note.write({ ...rest, now: begun });
    const taken = await this.line(left);
    if (taken > 0) this.runs(row.drill, taken, row.until_ms);
    else {
      await this.line(0);
      await this.p.note.write(rest);
    }
  }

  private async mayEnd(): Promise<void> {
    const { active } = this;
    if (active === undefined) return;
    const now = this.p.clock.now();
    // A row that cannot be read now stops nothing: the drill ends at its time.
    const known = { drill: active.drill, until_ms: active.untilMs };
    const row = await this.p.row().catch(() => known);
    const isOther = row?.drill !== active.drill;
    const left = isOther ? 0 : row.until_ms - this.p.nowMs();
    active.endsAt = Math.min(active.endsAt, now + Math.max(0, left));
    if (active.endsAt > now) return this.arm();
    const isStopped = isOther || row.until_ms < active.untilMs;
    await this.end(isStopped ? 'stopped' : 'time');
    // Another drill may have begun meanwhile.
    if (isOther) void this.look();
  }

  private async end(why: LineDrillBody['why']): Promise<void> {
    this.active = undefined;
    this.disarm();
    await this.line(0);
    const { now } = await this.p.note.read();
    if (now !== undefined) await this.told(now, why);
    this.p.changed();
    const { clock, random } = this.p;
    clock.wakeAt(clock.now() + random() * BACK_WITHIN_MS, () => this.p.back());
  }

  /** Tells it as an op, which goes the way of the sales before it; what could not be written is told at the next look. */
  private async told(begun: Begun, why: LineDrillBody['why']): Promise<DrillNote> {
    const { id: stream, headSeq: to, headOpId: head } = this.p.head();
    // A stream that began since then is all of the drill, as far as it goes.
    const isSame = stream === begun.stream;
    const from = isSame ? begun.from_seq : 1;
    const sold = await this.p.sold({ stream, from, to, fromMs: begun.from_ms });
    const isTold = await this.p.tell({
      drill: begun.drill,
      from_ms: begun.from_ms,
      ended_ms: this.p.nowMs(),
      why,
      stream,
      from_seq: from,
      to_seq: to,
      head,
      ...(isSame ? {} : { began_on: begun.stream }),
      ...sold,
      currency: this.p.currency,
      queued: this.p.waiting(),
    });
    const note: DrillNote = isTold ? { over: begun.drill } : { now: begun };
    await this.p.note.write(note);
    return note;
  }

  private runs(drill: string, leftMs: number, untilMs: number): void {
    this.looks = 0;
    this.active = { drill, endsAt: this.p.clock.now() + leftMs, untilMs };
    this.arm();
    this.p.changed();
  }

  private arm(): void {
    const { active, p } = this;
    if (active === undefined) return;
    this.disarm();
    const pause = (FIRST_DRILL_LOOKS_MS[this.looks] ?? DRILL_LOOK_MS) * (0.8 + p.random() * 0.2);
    const at = Math.min(active.endsAt, p.clock.now() + pause);
    this.disarm = p.clock.wakeAt(at, () => {
      // Whatever becomes of the question, the end is looked for.
      this.looks += 1;
      if (at < active.endsAt) void p.ask().catch(() => undefined);
      void this.look();
    });
  }

  /** How long the line is away now; a host that is older than this page takes none. */
  private async line(awayMs: number | null): Promise<number> {
    const answer = await this.p.host
      .invoke('transport.line', { away_ms: awayMs })
      .catch(() => ({ away_ms: 0 }));
    return answer.away_ms;
  }
}
