import { DEFAULT_SETTINGS, type SyncSettings } from '../../src/sync/core/settings.ts';

export type FleetOptions = {
  tills: number;
  minutes: number;
  /** How many times the steady load the peak is. */
  peak: number;
};

/** What a run does and for how long; ms. The load stays at its peak while site A is away. */
export type FleetPlan = FleetOptions & {
  /** Sales a second of the whole fleet while it sells steadily. */
  steadyRate: number;
  steadyMs: number;
  peakMs: number;
  awayMs: number;
  /** From the moment site A answers again, at the steady load. */
  backMs: number;
};

const OPS_A_DAY = 2000;
const DAY_HOURS = 12;
const SECOND = 1000;
/** Tills for which the intervals below are meant; fewer tills ask more often. */
const FULL_FLEET = 5000;
/** One till in so many looks for the other site's word as tills are shipped. */
export const SAMPLE_EVERY = 20;

export function fleetPlan(options: FleetOptions): FleetPlan {
  const ms = options.minutes * 60 * SECOND;
  return {
    ...options,
    steadyRate: (options.tills * OPS_A_DAY) / (DAY_HOURS * 3600),
    steadyMs: ms * 0.25,
    peakMs: ms * 0.25,
    awayMs: ms * 0.2,
    backMs: ms * 0.3,
  };
}

/** Waits that differ from those tills ship with; a run says so in its result. */
export function fleetWaits({ tills, backMs }: FleetPlan): Partial<SyncSettings> {
  const full = (ms: number): number => Math.max(SECOND, (ms * tills) / FULL_FLEET);
  return {
    // Hellos of thousands of tills on two cores that also run both sites.
    probeCurrentMs: full(120 * SECOND),
    probeStandbyMs: full(180 * SECOND),
    confirmMs: [full(60 * SECOND)],
    // A run of minutes has to see tills come home.
    openMaxMs: Math.max(SECOND, backMs / 5),
    failBackMs: backMs / 4,
    failBackJitterMs: backMs / 2,
    failBackProbes: 1,
    failBackProbeSpanMs: Math.min(3 * SECOND, backMs / 4),
  };
}

/** The sample's waits: its looks after an acknowledgement are those of a till in a store. */
export function tillSettings(plan: FleetPlan, isSample: boolean): SyncSettings {
  const waits = { ...DEFAULT_SETTINGS, ...fleetWaits(plan) };
  return isSample ? { ...waits, confirmMs: DEFAULT_SETTINGS.confirmMs } : waits;
}
