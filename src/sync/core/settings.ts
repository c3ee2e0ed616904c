/**
 * Every number of the sync loop, in ms unless named otherwise. Sources: the endpoint
 * table of the protocol (SPEC.md, EP rules) and D21, D22. They are settings, so that
 * a test or a region can run with other waits; none of them decides what is *safe*.
 */
export type SyncSettings = {
  /** A TCP connect that takes longer is a black hole. */
  connectMs: number;
  /** No first byte after this: ask the other site meanwhile (D22). */
  parallelProbeMs: number;
  /** Time to first byte: max(floor, 4 × p99), at most the ceiling. */
  firstByteFloorMs: number;
  firstByteCeilingMs: number;
  totalMs: number;
  /** An average answer slower than this, and than `slowFactor` × the site's usual: a brownout. */
  slowMs: number;
  slowFactor: number;
  /** Such answers in a row before a site at least twice as fast is taken instead. */
  slowInRow: number;
  /** One quick retry after refused or reset, drawn from this range. */
  quickRetryMs: readonly [number, number];
  probeCurrentMs: number;
  probeStandbyMs: number;
  /** Part of a probe interval that is random, either side. */
  probeJitter: number;
  openMs: number;
  openMaxMs: number;
  /** Cap while no site answers at all: resume at most 35 s after one returns. */
  bothDownMaxMs: number;
  quarantineMs: number;
  drainingMs: number;
  portalProbeMs: number;
  /** Full-jitter back-off of refused requests: rand(0, min(max, base · 2^n)). */
  backoffBaseMs: number;
  backoffMaxMs: number;
  /** Between two tries of an op that was refused; few tries, so soon. */
  refusedRetryMs: readonly [number, number];
  slowLaneMs: readonly [number, number];
  /** The longest a site's word, or a stranger's 429, may keep the till waiting. */
  mostWaitMs: number;
  /** A site that has said nothing but 429 for so long is left for one that works. */
  overloadedLeaveMs: number;
  bucketSize: number;
  bucketRetryCost: number;
  bucketTimeoutCost: number;
  bucketRefill: number;
  /** Hellos after the last acknowledgement, to learn the other site's claim (D21). */
  confirmMs: readonly number[];
  confirmWithEventsMs: readonly number[];
  batchStart: number;
  batchMaxOps: number;
  batchMaxBytes: number;
  /** A batch answered faster than this lets the next one double. */
  batchFastMs: number;
  plainAttempts: number;
  plainAttempts5xx: number;
  /** An op alone that drew no word of ours so often, from a site that answers everything else. */
  silentAttempts: number;
  maxAutomaticVoids: number;
  topUpMs: number;
  failBackMs: number;
  failBackJitterMs: number;
  failBackProbes: number;
  failBackProbeSpanMs: number;
  flapSwitches: number;
  flapWindowMs: number;
  flapStayMs: number;
  pollMs: number;
  pollWithEventsMs: number;
  pollJitter: number;
  watchdogMs: number;
  /** A request without any outcome for this long is lost in our own house: forgotten, asked again. */
  lostFlightMs: number;
};

const MINUTE = 60_000;

export const DEFAULT_SETTINGS: SyncSettings = {
  connectMs: 1500,
  parallelProbeMs: 750,
  firstByteFloorMs: 2000,
  firstByteCeilingMs: 5000,
  totalMs: 20_000,
  slowMs: 1500,
  slowFactor: 4,
  slowInRow: 3,
  quickRetryMs: [50, 150],
  probeCurrentMs: 15_000,
  probeStandbyMs: MINUTE,
  probeJitter: 0.25,
  openMs: 5000,
  openMaxMs: MINUTE,
  bothDownMaxMs: 30_000,
  quarantineMs: 5 * MINUTE,
  drainingMs: 30_000,
  portalProbeMs: 10_000,
  backoffBaseMs: 500,
  backoffMaxMs: 30_000,
  refusedRetryMs: [100, 1500],
  slowLaneMs: [30_000, MINUTE],
  mostWaitMs: 5 * MINUTE,
  overloadedLeaveMs: 5 * MINUTE,
  bucketSize: 10,
  bucketRetryCost: 1,
  bucketTimeoutCost: 2,
  bucketRefill: 0.2,
  confirmMs: [50, 100, 200, 400, 1000, 2000, 5000],
  confirmWithEventsMs: [250, 1000, 2000, 5000],
  batchStart: 50,
  batchMaxOps: 200,
  batchMaxBytes: 512 * 1024,
  batchFastMs: 300,
  plainAttempts: 3,
  plainAttempts5xx: 5,
  silentAttempts: 5,
  maxAutomaticVoids: 10,
  topUpMs: MINUTE,
  failBackMs: 10 * MINUTE,
  failBackJitterMs: 10 * MINUTE,
  failBackProbes: 10,
  failBackProbeSpanMs: 3 * MINUTE,
  flapSwitches: 3,
  flapWindowMs: 30 * MINUTE,
  flapStayMs: 60 * MINUTE,
  pollMs: 15_000,
  pollWithEventsMs: MINUTE,
  pollJitter: 0.2,
  watchdogMs: 30_000,
  lostFlightMs: MINUTE,
};
