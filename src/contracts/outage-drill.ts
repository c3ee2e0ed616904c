import { Type, type Static } from 'typebox';
import { Ms, SeqOrZero } from './ids.ts';
import { DrillId, DrillMinor } from './line-drill.ts';
import { ReleaseSpec } from './release.ts';

/** Outage drills as head office begins and shows them (LD); tills know `line-drill.ts` alone. */

const StoreNo = Type.String({ pattern: '^[0-9]{4}$' });
const Words = Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f]{1,200}$' });

export const DRILL_MINUTES = { least: 5, most: 60, usual: 15 } as const;
/** A drill of more stores at once is no drill. */
export const MOST_DRILL_STORES = 200;

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
    Type.Literal('unproven'),
    Type.Literal('whole'),
  ]),
  /** As the till told; null: it told nothing yet. */
  from_ms: MaybeMs,
  ended_ms: MaybeMs,
  sold: SeqOrZero,
  gross: DrillMinor,
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
    Type.Literal('unproven'),
    Type.Literal('nobody'),
  ]),
  verdict: Type.String(),
  tills: Type.Array(DrillTill),
});
export type DrillView = Static<typeof DrillView>;
/** Newest first. */
export const DrillList = Type.Object({ now_ms: Ms, drills: Type.Array(DrillView) });
export type DrillList = Static<typeof DrillList>;
