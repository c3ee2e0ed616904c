import { BACK_END_FLAG } from './back-end-flag.ts';

/**
 * A release: something new that goes to a share of a region's stores, widens by stages, and is taken
 * back as a whole. Names are those of the rows it is written in, so that nothing is translated on the way.
 */

/** What a release brings: flags, a till build, or a set of head-office servers. */
export const RELEASE_KINDS = ['flags', 'build', 'backend'] as const;
export type ReleaseKind = (typeof RELEASE_KINDS)[number];

/** Lower-case ASCII without dots: it stands in `pilot.<id>` and in keys, and is hashed as it is (REL1). */
export const RELEASE_ID = /^[a-z][a-z0-9-]{0,39}$/;
export const STORE_ID = /^[a-z0-9.-]+$/;

/** Who gets it at all; what is absent does not narrow. */
export type Audience = {
  readonly stores?: readonly string[];
  readonly groups?: readonly string[];
  readonly formats?: readonly string[];
};

/** What of a store its audience is judged by. */
export type AudienceStore = {
  readonly store: string;
  readonly groups?: readonly string[];
  readonly format?: string;
};

/**
 * `hand`: a person widens. `time`: the clock does once the stage has soaked. `guards`: the clock does,
 * and only where enough was measured and all of it is well.
 */
export type Advance = 'hand' | 'time' | 'guards';

/** One step of the way; what is asked of it must hold before it is entered, but `min_…` before it is left. */
export type Stage = {
  /** Whole percent of the starting audience, 1 to 100, each stage above the one before. */
  readonly percent: number;
  readonly advance: Advance;
  /** Before the next stage may begin, ms. */
  readonly min_soak_ms: number;
  /** Sales of the pilot's stores in this stage before the next may begin. */
  readonly min_sales: number;
  /** A second person must have said yes to this stage. */
  readonly needs_approval: boolean;
  /** Begins only when people are at work to watch it. */
  readonly business_hours: boolean;
};

/** A flag that goes over to a variant in admitted stores. */
export type ReleasedFlag = { readonly key: string; readonly variant: string };

export type GuardMetric =
  | 'crash-free-starts'
  | 'failed-sales'
  | 'backlog-age'
  | 'scan-to-line'
  | 'declined-payments'
  | 'parked-ops'
  | 'fell-back';

/** A guard as this release has it; what is absent is as `guard-defaults.ts` says. */
export type GuardSetting = {
  readonly metric: GuardMetric;
  /** Rolls back alone beyond this, in the metric's unit. */
  readonly hard?: number;
  /** Holds where the pilot is so much worse than its control, in the metric's unit. */
  readonly drift?: number;
  readonly min_samples?: number;
  readonly window_ms?: number;
};

export type Release = {
  readonly id: string;
  readonly region: string;
  readonly kind: ReleaseKind;
  readonly audience: Audience;
  readonly stages: readonly Stage[];
  readonly guards: readonly GuardSetting[];
  /** Releases that must be done before this one starts. */
  readonly prerequisites: readonly string[];
  /** Kept for the life of the release: another salt would draw other stores. */
  readonly salt: string;
  /** What is not done by then is taken back, ms since 1970. */
  readonly cutoff_ms?: number;
  /** Starts by itself then; absent, by hand. */
  readonly start_at_ms?: number;
  /** Of kind `flags`; of kind `backend` the one that names the set. */
  readonly flags?: readonly ReleasedFlag[];
  /** Of kind `build`: the version. */
  readonly build?: string;
  /**
   * Of kind `backend`: old and new servers may answer one till in turn. Its stages are then shares of the
   * requests that `site`'s balancer has, not of stores (CAN1).
   */
  readonly compatible?: true;
  readonly site?: string;
};

export const TRANSITIONS = [
  'created',
  'approved',
  'started',
  'widened',
  'forced',
  'held',
  'resumed',
  'rolled-back',
  'done',
] as const;
export type TransitionKind = (typeof TRANSITIONS)[number];

/** One row of a release's history: who, why, when, from where to where. Never changed. */
export type Transition = {
  readonly v: 1;
  readonly release: string;
  readonly id: string;
  readonly kind: TransitionKind;
  /** The machine only narrows, or takes a step that a person has set up before. */
  readonly by: 'person' | 'machine';
  readonly who: string;
  readonly why: string;
  readonly at_ms: number;
  /** Transitions of this release that were known where it was made; the rest was made beside it. */
  readonly saw: readonly string[];
  /** Percent of stores before and after. */
  readonly before: number;
  readonly after: number;
  /** Of `created`. */
  readonly spec?: Release;
  /** Of `approved`, `started`, `widened`, `forced`: which stage. */
  readonly stage?: number;
  /** Of `started`: the starting audience, in the order of its ranks. */
  readonly stores?: readonly string[];
  /** Of `started`: each flag's row as it was, JSON text, null where there was none. */
  readonly flags_before?: readonly { readonly key: string; readonly v: string | null }[];
  /** Of `resumed`: stamps `<hlc>/<site>` of the flag rows written by hand that it takes back. */
  readonly over?: readonly string[];
  /** Of `held` and `resumed` of a build: tills that had told that they came back from it by themselves. */
  readonly heard?: readonly string[];
};

/** A transition with the stamp of the row it stands in. */
export type StampedTransition = {
  readonly hlc: number;
  readonly o: string;
  readonly t: Transition;
};

/** Whether a store is of the audience. */
export function isInAudience(
  audience: Audience,
  { store, groups, format }: AudienceStore,
): boolean {
  const { stores, groups: wanted, formats } = audience;
  if (stores !== undefined && !stores.includes(store)) return false;
  if (wanted !== undefined && !wanted.some((group) => groups?.includes(group) === true))
    return false;
  return formats === undefined || (format !== undefined && formats.includes(format));
}

/** What of a release's own words does not fit together, or undefined. Shapes are the contract's. */
export function releaseFault(release: Release): string | undefined {
  const { id, stages, kind, flags = [], guards } = release;
  if (!RELEASE_ID.test(id)) return 'the id is not lower-case letters, figures and hyphens';
  if (stages.length === 0) return 'a release needs at least one stage';
  const climbs = stages.every(({ percent }, i) => percent > (stages[i - 1]?.percent ?? 0));
  if (!climbs) return 'each stage must be wider than the one before';
  if (stages.some(({ percent }) => !Number.isInteger(percent) || percent > 100))
    return 'a stage is a whole percent, at most 100';
  const isCanary = release.compatible === true;
  const unfit = canaryFault(release);
  if (unfit !== undefined) return unfit;
  if ((kind === 'build' || isCanary) !== (flags.length === 0))
    return 'flags belong to a release of flags or of a back end, and it needs at least one';
  if ((kind === 'build') !== (release.build !== undefined))
    return 'a build belongs to a release of a build, and it needs one';
  if ((kind === 'backend' && !isCanary) !== flags.some(({ key }) => key === BACK_END_FLAG))
    return `flag ${BACK_END_FLAG} belongs to a release of a back end, which has it`;
  if (kind === 'backend' && flags.length > 1) return 'a release of a back end has one flag';
  if (new Set(flags.map(({ key }) => key)).size < flags.length) return 'a flag comes twice';
  if (new Set(guards.map(({ metric }) => metric)).size < guards.length)
    return 'a guard comes twice';
  return release.prerequisites.includes(id) ? 'a release cannot wait for itself' : undefined;
}

/** What is asked of a release whose stages are shares of requests; breaking changes go by store. */
function canaryFault(release: Release): string | undefined {
  const { kind, compatible, site, flags = [], audience, stages, guards } = release;
  if (compatible !== true)
    return site === undefined
      ? undefined
      : 'shares of requests are for a release that is marked compatible: breaking changes go by store';
  if (kind !== 'backend') return 'only a release of a back end goes by shares of requests';
  if (site === undefined)
    return 'a canary by share of requests names the site whose balancer it is in';
  const isNarrowed = Object.values(audience).some((named) => named !== undefined);
  if (flags.length > 0 || isNarrowed)
    return 'shares of requests know no stores: no flag, no audience';
  if (guards.length > 0) return 'a canary is judged by its balancer: it names no guards of tills';
  return stages.some(({ min_sales: sales }) => sales > 0)
    ? 'a canary counts requests, not sales'
    : undefined;
}
