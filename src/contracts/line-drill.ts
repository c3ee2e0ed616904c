import { Type, type Static } from 'typebox';
import { Id128, Ms, Seq, SeqOrZero } from './ids.ts';
import { ReleaseSpec } from './release.ts';

/** An outage drill: the line of a group of stores is taken away for a while (LD). */

const StoreNo = Type.String({ pattern: '^[0-9]{4}$' });
const Words = Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f]{1,200}$' });
const Minor = Type.Integer({
  minimum: -Number.MAX_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
});

export const DrillId = Type.String({ pattern: '^d-[a-z0-9]{8,24}$' });
export const DRILL_MINUTES = { least: 5, most: 60, usual: 15 } as const;
/** A drill of more stores at once is no drill. */
export const MOST_DRILL_STORES = 200;
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

/** Dataset `outage-drill`, key `<drill>/<step>`: who did what; no till pulls it. */
export const OutageDrillStep = Type.Object({
  v: Type.Literal(1),
  drill: DrillId,
  id: Type.String({ minLength: 1, maxLength: 40 }),
  kind: Type.Union([Type.Literal('started'), Type.Literal('stopped')]),
  who: Words,
  why: Words,
  at_ms: Ms,
  until_ms: Ms,
  stores: Type.Array(StoreNo, { minItems: 1, maxItems: MOST_DRILL_STORES }),
});
export type OutageDrillStep = Static<typeof OutageDrillStep>;

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
  documents: SeqOrZero,
  gross: Minor,
  currency: Type.String({ maxLength: 10 }),
  /** Ops that some site had not confirmed when the line came back. */
  queued: SeqOrZero,
});
export type LineDrillBody = Static<typeof LineDrillBody>;

/** Whose line is taken away; who asked has seen how many stores that is. */
export const DrillStart = Type.Object({
  audience: ReleaseSpec.properties.audience,
  minutes: Type.Integer({ minimum: DRILL_MINUTES.least, maximum: DRILL_MINUTES.most }),
  stores: Type.Integer({ minimum: 1, maximum: MOST_DRILL_STORES }),
  why: Words,
});
export type DrillStart = Static<typeof DrillStart>;
export const DrillStop = Type.Object({ why: Words });
export type DrillStop = Static<typeof DrillStop>;

const MaybeMs = Type.Union([Ms, Type.Null()]);

export const DrillTill = Type.Object({
  store: StoreNo,
  till: Type.String(),
  state: Type.Union([
    Type.Literal('untold'),
    Type.Literal('draining'),
    Type.Literal('one-site'),
    Type.Literal('differs'),
    Type.Literal('whole'),
  ]),
  /** As the till told; null: it told nothing yet. */
  from_ms: MaybeMs,
  ended_ms: MaybeMs,
  sold: SeqOrZero,
  gross: Minor,
  currency: Type.String(),
  queued: SeqOrZero,
  /** When head office had the last of it; null: not yet. */
  drained_ms: MaybeMs,
});
export type DrillTill = Static<typeof DrillTill>;

export const DrillView = Type.Object({
  id: DrillId,
  who: Type.String(),
  why: Type.String(),
  from_ms: Ms,
  /** When it ends by itself, or was stopped. */
  until_ms: Ms,
  stopped_by: Type.Union([Type.String(), Type.Null()]),
  stores: Type.Array(StoreNo),
  state: Type.Union([
    Type.Literal('running'),
    Type.Literal('reconciling'),
    Type.Literal('whole'),
    Type.Literal('differs'),
    Type.Literal('nobody'),
  ]),
  verdict: Type.String(),
  tills: Type.Array(DrillTill),
});
export type DrillView = Static<typeof DrillView>;
/** Newest first. */
export const DrillList = Type.Object({ now_ms: Ms, drills: Type.Array(DrillView) });
export type DrillList = Static<typeof DrillList>;
