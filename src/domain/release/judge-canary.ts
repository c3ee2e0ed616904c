/** What a balancer counted since it began; only ever more, until it begins anew. */
export type Counted = {
  readonly requests: number;
  /** Of them those that had no good answer there: 5xx, refused, broken off, too late. */
  readonly failed: number;
  /** Of them those that were refused with a 4xx, as a till's own faults are. */
  readonly refused: number;
  /** Running mean time to an answer of its last 1,024, ms. */
  readonly meanMs: number;
};

/** One look at a balancer. */
export type CanaryLook = {
  readonly atMs: number;
  readonly isUp: boolean;
  readonly canary: Counted;
  readonly champion: Counted;
};

/** Every threshold there is; the balancer's words for its own use stand in `deploy/haproxy.cfg`. */
export const CANARY_LIMITS = {
  /** Looks that are older judge nothing, ms. */
  windowMs: 60_000,
  /** Requests of the canary before its figures count at all. */
  minRequests: 100,
  /** Part of its requests that may fail, or be refused, beyond the champion's own. */
  failedShare: 0.01,
  /**
   * So many standard errors of the difference a canary's refusals may lie above the champion's, and so many
   * whole requests more: the lot draws some more of what is refused everywhere than others, it is looked at
   * each second for days, and a till that asks again is refused again.
   */
  lotErrors: 5,
  lotRequests: 3,
  /** It may be so many times slower than the champion, and so much more, ms. */
  slowFactor: 2,
  slowMs: 50,
  /** Not there for so long: it is taken back, ms. */
  downMs: 2000,
} as const;

export type CanaryVerdict =
  { readonly verdict: 'well' | 'unsure' } | { readonly verdict: 'rollback'; readonly why: string };

/**
 * Pure. The canary beside the champion of the same balancer, in the same minute (CAN3). By itself it only
 * takes back: what is held at a share still hurts that share.
 */
export function judgeCanary(looks: readonly CanaryLook[]): CanaryVerdict {
  const last = looks.at(-1);
  if (last === undefined) return { verdict: 'unsure' };
  const firstDown = looks.slice(looks.findLastIndex(({ isUp }) => isUp) + 1)[0];
  if (firstDown !== undefined) {
    const { downMs } = CANARY_LIMITS;
    return last.atMs - firstDown.atMs >= downMs
      ? { verdict: 'rollback', why: 'the canary is down' }
      : { verdict: 'unsure' };
  }
  const first = looks.find(({ atMs }) => atMs >= last.atMs - CANARY_LIMITS.windowMs) ?? last;
  const canary = since(first.canary, last.canary);
  const champion = since(first.champion, last.champion);
  if (canary.requests < CANARY_LIMITS.minRequests) return { verdict: 'unsure' };
  const [mine, theirs] = [partOf(canary.failed, canary), partOf(champion.failed, champion)];
  if (mine > theirs + CANARY_LIMITS.failedShare)
    return {
      verdict: 'rollback',
      why: `the canary failed ${percent(mine)} of its requests, the champion ${percent(theirs)}`,
    };
  const [refuses, usually] = [partOf(canary.refused, canary), partOf(champion.refused, champion)];
  // What tills are refused everywhere is seen at the champion alone: without enough of it nobody knows.
  const isKnown = champion.requests >= CANARY_LIMITS.minRequests;
  if (isKnown && refuses > usually + refusedMargin(canary, champion))
    return {
      verdict: 'rollback',
      why: `the canary refused ${percent(refuses)} of its requests, the champion ${percent(usually)}`,
    };
  // A mean that falls may be what a slower canary before it left there; whatever brings it up, or keeps it
  // where it is, is no quicker itself.
  if (last.canary.meanMs < meanBefore(first.canary, last.canary)) return { verdict: 'well' };
  const [slow, usual] = [last.canary.meanMs, last.champion.meanMs];
  if (slow > usual * CANARY_LIMITS.slowFactor && slow > usual + CANARY_LIMITS.slowMs)
    return {
      verdict: 'rollback',
      why: `the canary took ${Math.round(slow)} ms, the champion ${Math.round(usual)} ms`,
    };
  return { verdict: 'well' };
}

/** Of tills that nobody knows any more both refuse alike, but for the lot: its error is of both shares. */
function refusedMargin(canary: Growth, champion: Growth): number {
  const { failedShare, lotErrors, lotRequests } = CANARY_LIMITS;
  const [n, m] = [canary.requests, champion.requests];
  const usual = Math.min(1, (canary.refused + champion.refused) / (n + m));
  const error = Math.sqrt(usual * (1 - usual) * (1 / n + 1 / m));
  return Math.max(failedShare, lotErrors * error + lotRequests / n);
}

type Growth = Pick<Counted, 'requests' | 'failed' | 'refused'>;

/** A balancer that began anew counts from 0: what it has is what there was. */
function since(before: Counted, now: Counted): Growth {
  if (now.requests < before.requests) return now;
  return {
    requests: now.requests - before.requests,
    failed: Math.max(0, now.failed - before.failed),
    refused: Math.max(0, now.refused - before.refused),
  };
}

const meanBefore = (before: Counted, now: Counted): number =>
  now.requests < before.requests ? 0 : before.meanMs;

const partOf = (some: number, { requests }: Growth): number =>
  requests === 0 ? 0 : Math.min(1, some / requests);

/** In tenths, from whole numbers. */
const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
