import { helloAt } from './absorb.ts';
import { probeOthers, type Ctx, type Step } from './choose-site.ts';
import { afterFailure, afterGood, between } from './site-health.ts';
import { hold } from './site-news.ts';
import type { SyncEffect } from './sync-events.ts';
import { patchHealth, type Flight, type SyncState } from './sync-state.ts';
import { blamesBatch } from './trouble.ts';
import { verdictOf, type Outcome, type Verdict } from './verdict.ts';

/** A step that asks nothing of the shell. */
export const quiet = (state: SyncState): Step => ({ state, effects: [] });

/** A site answered in our own words. */
export function good(state: SyncState, f: Flight, ms: number, c: Ctx): SyncState {
  const h = state.health[f.site];
  // Asked before the last failure, an answer proves nothing about the time after it and lifts no wait.
  if (h === undefined || f.startedAt < (h.lastFailure?.at ?? -1)) return state;
  const s = state.settings;
  // Batches pay for retries; a hello proves a site, not that it can take more.
  const paid = f.kind === 'ops' ? s.bucketRefill : 0;
  return {
    ...patchHealth(state, f.site, afterGood(h, c.now, ms, s)),
    bucket: Math.min(s.bucketSize, state.bucket + paid),
  };
}

/** What a request without an answer of ours does to the site, the retry bucket and the alarms (EP). */
export function failed<A>(
  state: SyncState,
  f: Flight,
  outcome: Outcome<A>,
  c: Ctx,
  told: Verdict = verdictOf(outcome),
): Step {
  // A site that cannot even say hello has failed as a site: there is no batch to blame.
  const verdict = f.kind === 'hello' && told === 'server-error' ? 'unavailable' : told;
  const h = state.health[f.site];
  const s = state.settings;
  if (h === undefined) return quiet(state);
  // Not the site's doing but our own; a flight we gave up is no longer known here.
  if (verdict === 'aborted') return quiet(hold(state, f.site, c.now + s.backoffBaseMs));
  const others = state.sites.filter((x) => x.id !== f.site);
  const otherDown = others.every((x) => state.health[x.id]?.phase !== 'healthy');
  const retryAfterMs = outcome.kind === 'refusal' ? outcome.retryAfterMs : undefined;
  let health = afterFailure(h, verdict, {
    now: c.now,
    settings: s,
    random: c.random,
    otherDown,
    retryAfterMs,
  });
  const cost = verdict === 'timeout' ? s.bucketTimeoutCost : s.bucketRetryCost;
  const counts = f.kind === 'ops' && !blamesBatch(verdict);
  const bucket = counts ? Math.max(0, state.bucket - cost) : state.bucket;
  // An empty bucket means the slow lane, never giving up; probes are paced by the breaker alone.
  if (counts && bucket === 0)
    health = {
      ...health,
      notBefore: Math.max(health.notBefore, c.now + between(s.slowLaneMs, c.random)),
    };
  let next: SyncState = { ...patchHealth(state, f.site, health), bucket };
  // The failed site is asked again as soon as its gate opens, the others now.
  next = { ...next, streams: next.streams.map((x) => helloAt(x, f.site, health.notBefore)) };
  if (
    f.site === state.current &&
    others.length > 0 &&
    verdict !== 'overloaded' &&
    !blamesBatch(verdict)
  )
    next = probeOthers(next, f.site, c.now);
  return { state: next, effects: alarms(state, f.site, verdict) };
}

const ALARMING = ['wrong-identity', 'not-authorised', 'too-old'] as const;

function alarms(state: SyncState, site: string, verdict: Verdict): SyncEffect[] {
  const kind = ALARMING.find((k) => k === verdict);
  if (kind === undefined || state.health[site]?.lastFailure?.verdict === verdict) return [];
  return [{ type: 'alarm', kind, site, detail: verdict }];
}
