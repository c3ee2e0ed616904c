import { Type, type Static } from 'typebox';
import { Id128, Ms, Seq, SeqOrZero } from './ids.ts';

/** An outage drill: the line of a group of stores is taken away for a while (LD). */

export const DrillMinor = Type.Integer({
  minimum: -Number.MAX_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
});

export const DrillId = Type.String({ pattern: '^d-[a-z0-9]{8,24}$' });
export const DRILL_DATASET = 'line-drill';
/**
 * While the line is away a till asks for nothing but its row, so often, ms (LD3). Soon at first: a drill
 * that was begun by mistake is stopped at once.
 */
export const DRILL_LOOK_MS = 60_000;
export const FIRST_DRILL_LOOKS_MS: readonly number[] = [10_000, 20_000];

/** Dataset `line-drill`, key: the store. Signed as flags are; the newest row counts. */
export const LineDrill = Type.Object({
  v: Type.Literal(1),
  drill: DrillId,
  from_ms: Ms,
  /** It ends by itself then; of a drill that was stopped: when that was. */
  until_ms: Ms,
});
export type LineDrill = Static<typeof LineDrill>;

/** Body of op `line-drill`: what the till sold while its line was taken away. */
export const LineDrillBody = Type.Object({
  drill: DrillId,
  from_ms: Ms,
  ended_ms: Ms,
  why: Type.Union([Type.Literal('time'), Type.Literal('stopped'), Type.Literal('restart')]),
  stream: Id128,
  /** Ops of the drill; none where `to_seq` is below `from_seq`. */
  from_seq: Seq,
  to_seq: SeqOrZero,
  /** Id of the op at `to_seq`. */
  head: Id128,
  /**
   * The stream it began on, where another one was opened in it: what was sold on that one is not in these
   * figures. Absent: it is the same.
   */
  began_on: Type.Optional(Id128),
  documents: SeqOrZero,
  gross: DrillMinor,
  currency: Type.String({ maxLength: 10 }),
  /** Ops that some site had not confirmed when the line came back. */
  queued: SeqOrZero,
});
export type LineDrillBody = Static<typeof LineDrillBody>;
