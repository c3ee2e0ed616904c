import type { SyncSettings } from './settings.ts';
import type { Verdict } from './verdict.ts';

export type SitePhase =
  'unknown' | 'healthy' | 'suspect' | 'open' | 'half-open' | 'draining' | 'quarantined';

/** Breaker and clock of one site. Times are the injected monotonic clock, ms. */
export type SiteHealth = {
  phase: SitePhase;
  since: number;
  /** Not to be called before this (breaker, Retry-After, back-off). */
  notBefore: number;
  openMs: number;
  failuresInRow: number;
  /** Last ten results, true = good; 3 bad of 10 opens the breaker. */
  recent: readonly boolean[];
  latencyMs: number | undefined;
  /** Last latencies, newest last, for the p99. */
  samples: readonly number[];
  /** Answers in a row with the average far above this site's usual (EP14). */
  slowInRow: number;
  goodProbes: number;
  goodSince: number;
  lastAnswerAt: number | undefined;
  lastFailure: { verdict: Verdict; at: number } | undefined;
  backoff: number;
};

export function newSiteHealth(now: number, settings: SyncSettings): SiteHealth {
  return {
    phase: 'unknown',
    since: now,
    notBefore: now,
    openMs: settings.openMs,
    failuresInRow: 0,
    recent: [],
    latencyMs: undefined,
    samples: [],
    slowInRow: 0,
    goodProbes: 0,
    goodSince: now,
    lastAnswerAt: undefined,
    lastFailure: undefined,
    backoff: 0,
  };
}

/** May this site carry ops now? */
export function usable(h: SiteHealth): boolean {
  return h.phase === 'healthy' || h.phase === 'suspect' || h.phase === 'unknown';
}

const SAMPLES = 50;
const EWMA = 0.2;

export function afterGood(h: SiteHealth, now: number, ms: number, s: SyncSettings): SiteHealth {
  const healthy = h.phase === 'healthy' || h.phase === 'suspect';
  const latencyMs = h.latencyMs === undefined ? ms : h.latencyMs * (1 - EWMA) + ms * EWMA;
  const isSlow = latencyMs > s.slowMs && latencyMs > s.slowFactor * median(h.samples);
  return {
    ...h,
    phase: 'healthy',
    since: h.phase === 'healthy' ? h.since : now,
    notBefore: now,
    openMs: s.openMs,
    failuresInRow: 0,
    recent: [...h.recent, true].slice(-10),
    latencyMs,
    slowInRow: isSlow ? h.slowInRow + 1 : 0,
    samples: [...h.samples, ms].slice(-SAMPLES),
    goodProbes: healthy ? h.goodProbes + 1 : 1,
    goodSince: healthy ? h.goodSince : now,
    lastAnswerAt: now,
    backoff: 0,
  };
}

/** A typical answer of this site; 0 while it has given none. */
function median(samples: readonly number[]): number {
  return [...samples].sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? 0;
}

/** Time to first byte allowed: max(floor, 4 × p99), at most the ceiling. */
export function firstByteDeadline(h: SiteHealth, s: SyncSettings): number {
  const sorted = [...h.samples].sort((a, b) => a - b);
  const p99 = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? 0;
  return Math.min(Math.max(s.firstByteFloorMs, 4 * p99), s.firstByteCeilingMs);
}

export type FailureContext = {
  now: number;
  settings: SyncSettings;
  random: () => number;
  /** No site answers at all: probe at most `bothDownMaxMs` apart. */
  otherDown: boolean;
  retryAfterMs: number | undefined;
};

/** A wait drawn from its range, ms. */
export const between = (range: readonly [number, number], random: () => number): number =>
  range[0] + random() * (range[1] - range[0]);

/** Health after a verdict that is not `ok` (SPEC EP1-EP13). */
export function afterFailure(h: SiteHealth, verdict: Verdict, c: FailureContext): SiteHealth {
  const { now, settings: s } = c;
  const failed: SiteHealth = {
    ...h,
    failuresInRow: h.failuresInRow + 1,
    recent: [...h.recent, false].slice(-10),
    goodProbes: 0,
    goodSince: now,
    lastFailure: { verdict, at: now },
  };
  switch (verdict) {
    case 'ok':
    case 'aborted':
      return h;
    case 'refused':
      return failed.failuresInRow === 1
        ? {
            ...failed,
            phase: 'suspect',
            since: now,
            notBefore: now + between(s.quickRetryMs, c.random),
          }
        : open(failed, c);
    case 'timeout':
      return open(failed, c);
    case 'unavailable':
    case 'out-of-space':
      return failed.failuresInRow >= 2 || failed.recent.filter((ok) => !ok).length >= 3
        ? open(failed, c)
        : {
            ...failed,
            phase: 'suspect',
            since: now,
            notBefore: now + between(s.quickRetryMs, c.random),
          };
    case 'draining':
      return {
        ...h,
        phase: 'draining',
        since: now,
        notBefore: now + s.drainingMs,
        lastFailure: failed.lastFailure,
      };
    case 'wrong-identity':
      return { ...failed, phase: 'quarantined', since: now, notBefore: now + s.quarantineMs };
    case 'portal':
    case 'clock':
      // Not the site's fault: breakers stay as they are, only wait.
      return {
        ...h,
        notBefore: now + s.portalProbeMs * (0.7 + 0.6 * c.random()),
        lastFailure: failed.lastFailure,
      };
    case 'overloaded':
      return {
        ...h,
        notBefore: now + Math.min(c.retryAfterMs ?? backoff(h, c), s.mostWaitMs),
        backoff: h.backoff + 1,
        lastFailure: failed.lastFailure,
      };
    case 'not-authorised':
    case 'too-old':
      return {
        ...h,
        notBefore: now + between(s.slowLaneMs, c.random),
        lastFailure: failed.lastFailure,
      };
    case 'server-error':
    case 'batch-refused':
    case 'too-large':
      // About the batch, not the site: few tries, so soon; the stream's own lane decides.
      return {
        ...h,
        notBefore: now + between(s.refusedRetryMs, c.random),
        lastFailure: failed.lastFailure,
      };
  }
}

function backoff(h: SiteHealth, c: FailureContext): number {
  const { backoffBaseMs, backoffMaxMs } = c.settings;
  return c.random() * Math.min(backoffMaxMs, backoffBaseMs * 2 ** Math.min(h.backoff, 10));
}

function open(h: SiteHealth, c: FailureContext): SiteHealth {
  const s = c.settings;
  const cap = c.otherDown ? s.bothDownMaxMs : s.openMaxMs;
  const wait = Math.min(h.openMs, cap);
  return {
    ...h,
    phase: 'open',
    since: h.phase === 'open' ? h.since : c.now,
    // Up to a quarter earlier at random: a fleet that lost a site does not come back in step.
    notBefore: c.now + wait * (0.75 + 0.25 * c.random()),
    openMs: Math.min(h.openMs * 2, s.openMaxMs),
  };
}
