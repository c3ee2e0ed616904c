import type { GuardMetric, GuardSetting, ReleaseKind } from './release.ts';

const HOUR_MS = 3_600_000;

/** Upper ends of the classes a till counts its scans in, ms; what is slower than the last is one more. */
export const SCAN_CLASSES_MS = [8, 16, 33, 50, 100, 250, 500, 1000] as const;

/**
 * Every threshold, window and least sample there is, in one place; a release may say otherwise. With
 * tens of stores formal tests are weak: hard limits act alone, drifts only hold and ask a person.
 *
 * - `hard`: beyond it the pilot is taken back, unless its control is beyond it too.
 * - `drift`: so much worse than the control, and widening stops.
 * - `min_samples`: of each side, before its figure counts at all.
 */
export const GUARD_DEFAULTS: Readonly<Record<GuardMetric, Required<GuardSetting>>> = {
  /** Percent of starts that followed a life cut short. Samples: starts. */
  'crash-free-starts': setting('crash-free-starts', 20, 5, 10),
  /** Percent of sales that could not be written down. Samples: sales tried. */
  'failed-sales': setting('failed-sales', 5, 1, 50),
  /** Minutes: of each store the oldest op that waited, of these the median. Samples: stores heard. */
  'backlog-age': setting('backlog-age', 240, 30, 3),
  /** Milliseconds within which 95 of 100 scans stood on the screen. Samples: scans. */
  'scan-to-line': setting('scan-to-line', 500, 50, 200),
  /** Percent of card payments that were declined. Samples: payments tried. */
  'declined-payments': setting('declined-payments', 50, 10, 50),
  /** Ops that no site would take, a store. Samples: stores heard. */
  'parked-ops': setting('parked-ops', 3, 0.5, 3),
  /**
   * Of releases of kind `backend`: percent of what was the set's to answer that the champion answered
   * instead. Samples: requests that somebody answered.
   */
  'fell-back': setting('fell-back', 10, 2, 40),
};

function setting(
  metric: GuardMetric,
  hard: number,
  drift: number,
  min_samples: number,
): Required<GuardSetting> {
  return { metric, hard, drift, min_samples, window_ms: 2 * HOUR_MS };
}

/**
 * A release's guards with what it leaves out; one that names none has all that say something of its kind:
 * what a back end does wrong is no fault of flags or a build that some of the same stores try.
 */
export function guardsOf(
  guards: readonly GuardSetting[],
  kind: ReleaseKind,
): Required<GuardSetting>[] {
  if (guards.length === 0)
    return Object.values(GUARD_DEFAULTS).filter(
      ({ metric }) => kind === 'backend' || metric !== 'fell-back',
    );
  return guards.map((guard) => ({ ...GUARD_DEFAULTS[guard.metric], ...guard }));
}
