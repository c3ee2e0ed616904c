import { Type, type Static } from 'typebox';
import { BuildVersion } from './build-feed.ts';
import { Ms, SiteId } from './ids.ts';

const Percent = Type.Integer({ minimum: 0, maximum: 100 });
const Count = Type.Integer({ minimum: 0 });
const Words = Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f]{1,200}$' });
const StoreId = Type.String({ pattern: '^[0-9]{4}$' });
const Name = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$' });
const DAYS_90 = 90 * 86_400_000;

/** In keys and in `pilot.<id>`: lower case, no dots. */
export const ReleaseId = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' });

const Stage = Type.Object({
  percent: Type.Integer({ minimum: 1, maximum: 100 }),
  advance: Type.Union([Type.Literal('hand'), Type.Literal('time'), Type.Literal('guards')]),
  min_soak_ms: Type.Integer({ minimum: 0, maximum: DAYS_90 }),
  min_sales: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
  needs_approval: Type.Boolean(),
  business_hours: Type.Boolean(),
});

const GuardMetric = Type.Union([
  Type.Literal('crash-free-starts'),
  Type.Literal('failed-sales'),
  Type.Literal('backlog-age'),
  Type.Literal('scan-to-line'),
  Type.Literal('declined-payments'),
  Type.Literal('parked-ops'),
  Type.Literal('fell-back'),
]);

const GuardSetting = Type.Object({
  metric: GuardMetric,
  hard: Type.Optional(Type.Number({ minimum: 0 })),
  drift: Type.Optional(Type.Number({ minimum: 0 })),
  min_samples: Type.Optional(Type.Integer({ minimum: 1 })),
  window_ms: Type.Optional(Type.Integer({ minimum: 60_000, maximum: DAYS_90 / 3 })),
});

/** What a release is; never changed once it was created. `src/domain/release/release.ts` says more. */
export const ReleaseSpec = Type.Object({
  id: ReleaseId,
  region: Type.String(),
  kind: Type.Union([Type.Literal('flags'), Type.Literal('build'), Type.Literal('backend')]),
  audience: Type.Object({
    stores: Type.Optional(Type.Array(StoreId, { minItems: 1, maxItems: 20_000 })),
    groups: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 100 })),
    formats: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 100 })),
  }),
  stages: Type.Array(Stage, { minItems: 1, maxItems: 20 }),
  guards: Type.Array(GuardSetting, { maxItems: 7 }),
  prerequisites: Type.Array(ReleaseId, { maxItems: 20 }),
  salt: Type.String({ pattern: '^[A-Za-z0-9_-]{8,40}$' }),
  cutoff_ms: Type.Optional(Ms),
  start_at_ms: Type.Optional(Ms),
  flags: Type.Optional(
    Type.Array(
      Type.Object({
        key: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' }),
        variant: Type.String({ minLength: 1, maxLength: 100 }),
      }),
      { maxItems: 100 },
    ),
  ),
  /** Of kind `build`: the published build that it brings. */
  build: Type.Optional(BuildVersion),
  /** Of kind `backend`: its stages are shares of the requests of this site's balancer. */
  compatible: Type.Optional(Type.Literal(true)),
  site: Type.Optional(SiteId),
});

export const ReleaseTransition = Type.Object({
  v: Type.Literal(1),
  release: ReleaseId,
  id: Type.String({ minLength: 1, maxLength: 40 }),
  kind: Type.Union([
    Type.Literal('created'),
    Type.Literal('approved'),
    Type.Literal('started'),
    Type.Literal('widened'),
    Type.Literal('forced'),
    Type.Literal('held'),
    Type.Literal('resumed'),
    Type.Literal('rolled-back'),
    Type.Literal('done'),
  ]),
  by: Type.Union([Type.Literal('person'), Type.Literal('machine')]),
  who: Words,
  why: Words,
  at_ms: Ms,
  saw: Type.Array(Type.String()),
  before: Percent,
  after: Percent,
  spec: Type.Optional(ReleaseSpec),
  stage: Type.Optional(Count),
  stores: Type.Optional(Type.Array(StoreId)),
  flags_before: Type.Optional(
    Type.Array(Type.Object({ key: Type.String(), v: Type.Union([Type.String(), Type.Null()]) })),
  ),
  over: Type.Optional(Type.Array(Type.String())),
  heard: Type.Optional(Type.Array(Type.String())),
});

/** What a person leaves out of a new release is as safe as can be: by hand, no guard relaxed. */
export const NewRelease = Type.Object({
  who: Words,
  why: Words,
  release: Type.Intersect([
    Type.Omit(ReleaseSpec, ['region', 'salt', 'guards', 'prerequisites', 'audience']),
    Type.Partial(Type.Pick(ReleaseSpec, ['guards', 'prerequisites', 'audience'])),
  ]),
});
export type NewRelease = Static<typeof NewRelease>;

export const ReleaseAct = Type.Object({
  who: Words,
  why: Words,
  action: Type.Union([
    Type.Literal('approve'),
    Type.Literal('start'),
    Type.Literal('widen'),
    Type.Literal('force'),
    Type.Literal('hold'),
    Type.Literal('resume'),
    Type.Literal('rollback'),
    Type.Literal('finish'),
  ]),
  /** From 0; of `approve` and `force`. */
  stage: Type.Optional(Type.Integer({ minimum: 0, maximum: 19 })),
});
export type ReleaseAct = Static<typeof ReleaseAct>;

/** One guard as it stands: both sides' figures in the metric's unit, null where too little was measured. */
export const GuardFinding = Type.Object({
  metric: GuardMetric,
  verdict: Type.Union([
    Type.Literal('well'),
    Type.Literal('unsure'),
    Type.Literal('hold'),
    Type.Literal('rollback'),
  ]),
  pilot: Type.Union([Type.Number(), Type.Null()]),
  control: Type.Union([Type.Number(), Type.Null()]),
  pilot_samples: Count,
  control_samples: Count,
  hard: Type.Number(),
  drift: Type.Number(),
  min_samples: Count,
  window_ms: Count,
});

/** A release as the console and the command show it. */
export const ReleaseView = Type.Object({
  id: ReleaseId,
  spec: ReleaseSpec,
  status: Type.Union([
    Type.Literal('draft'),
    Type.Literal('pending'),
    Type.Literal('running'),
    Type.Literal('paused'),
    Type.Literal('done'),
    Type.Literal('rolled-back'),
  ]),
  /** Index of its stage; -1 before the start. */
  stage: Type.Integer({ minimum: -1 }),
  percent: Percent,
  stage_since_ms: Type.Integer(),
  /** Next step in words. */
  next: Type.String(),
  stores: Type.Object({
    /** Of the start, and how many of them have it. */
    audience: Count,
    admitted: Type.Array(StoreId),
    /** Joined later, and which of them have it. */
    late: Count,
    late_admitted: Type.Array(StoreId),
  }),
  sales: Count,
  /** `in_force`: the flag says what this release says; false where somebody changed it by hand since. */
  flags: Type.Array(
    Type.Object({ key: Type.String(), variant: Type.String(), in_force: Type.Boolean() }),
  ),
  guards: Type.Array(GuardFinding),
  /** Every step there ever was, oldest first; `overruled` ones have no effect. */
  history: Type.Array(
    Type.Intersect([
      Type.Pick(ReleaseTransition, [
        'id',
        'kind',
        'by',
        'who',
        'why',
        'at_ms',
        'before',
        'after',
        'stage',
      ]),
      Type.Object({ site: Type.String(), overruled: Type.Boolean() }),
    ]),
  ),
});
export type ReleaseView = Static<typeof ReleaseView>;

export const ReleaseList = Type.Object({ releases: Type.Array(ReleaseView) });
export type ReleaseList = Static<typeof ReleaseList>;

/** As somebody signed in to the console asks: who they are stands in their sign-in. */
export const ConsoleReleaseAct = Type.Omit(ReleaseAct, ['who']);
export type ConsoleReleaseAct = Static<typeof ConsoleReleaseAct>;

/** A new release as somebody signed in to the console asks for it. */
export const ConsoleNewRelease = Type.Omit(NewRelease, ['who']);
export type ConsoleNewRelease = Static<typeof ConsoleNewRelease>;

/** What a new release can name, answer of `GET /console/api/release-choices`. */
export const ReleaseChoices = Type.Object({
  stores: Count,
  groups: Type.Array(Name),
  formats: Type.Array(Name),
  /** Whose balancer a canary by share of requests can be in. */
  sites: Type.Array(SiteId),
  flags: Type.Array(
    Type.Object({
      key: Type.String(),
      variants: Type.Array(Type.String()),
      /** Release that it follows already; a second one cannot start meanwhile. */
      taken_by: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
});
export type ReleaseChoices = Static<typeof ReleaseChoices>;

/** Whom a release would reach if it started now: asked before there is one. */
export const ReleasePreviewAsk = Type.Object({
  audience: ReleaseSpec.properties.audience,
  percents: Type.Array(Stage.properties.percent, { minItems: 1, maxItems: 20 }),
});
export type ReleasePreviewAsk = Static<typeof ReleasePreviewAsk>;

export const ReleasePreview = Type.Object({
  /** Of the audience. */
  stores: Count,
  /** Named in the audience, and nowhere else: no such store. */
  unknown: Type.Array(StoreId),
  stages: Type.Array(Type.Object({ percent: Percent, stores: Count })),
});
export type ReleasePreview = Static<typeof ReleasePreview>;
