import { helloAt } from './absorb.ts';
import { usable, type SiteHealth } from './site-health.ts';
import type { SyncEffect } from './sync-events.ts';
import { activeStreams, failBackWait, type SyncState } from './sync-state.ts';

/** Injected clock (monotonic ms) and randomness of one step. */
export type Ctx = { now: number; random: () => number };
export type Step = { state: SyncState; effects: SyncEffect[] };

/** Asks every other site for a hello at this time. */
export function probeOthers(state: SyncState, except: string, at: number): SyncState {
  const others = state.sites.filter((s) => s.id !== except);
  return {
    ...state,
    streams: state.streams.map((s) => others.reduce((x, o) => helloAt(x, o.id, at), s)),
  };
}

const STUCK: readonly string[] = ['portal', 'clock', 'not-authorised', 'too-old'];

/** Something else spoke in this site's place, or it would not have us, and it has not answered since. */
export function isStuck({ lastFailure, lastAnswerAt }: SiteHealth): boolean {
  if (lastFailure === undefined || !STUCK.includes(lastFailure.verdict)) return false;
  return (lastAnswerAt ?? -1) <= lastFailure.at;
}

/** It answers, but far slower than it used to, and another is at least twice as fast. */
function isBrownout({ sites, health, settings }: SyncState, site: string): boolean {
  const h = health[site];
  if (h?.latencyMs === undefined || h.slowInRow < settings.slowInRow) return false;
  const { latencyMs } = h;
  return sites.some(({ id }) => {
    const other = health[id];
    return other?.phase === 'healthy' && (other.latencyMs ?? Infinity) * 2 <= latencyMs;
  });
}

/** Why this site cannot carry ops now; undefined when it can. */
function trouble(
  state: SyncState,
  site: string,
  now: number,
): { reason: string; at: number } | undefined {
  const h = state.health[site];
  if (h === undefined) return { reason: 'removed', at: 0 };
  const failure = h.lastFailure;
  if (!usable(h)) return { reason: failure?.verdict ?? h.phase, at: failure?.at ?? h.since };
  if (failure !== undefined && isStuck(h)) return { reason: failure.verdict, at: failure.at };
  // A 429 is waited for, so that overload is not moved; one that never ends is no overload.
  const quietSince = h.lastAnswerAt ?? state.startedAt;
  if (failure?.verdict === 'overloaded' && now - quietSince >= state.settings.overloadedLeaveMs)
    return { reason: 'overloaded-long', at: failure.at };
  if (isBrownout(state, site)) return { reason: 'slow', at: now };
  return undefined;
}

/** Where ops go: stays where it is while that works, moves to a site that has answered, comes home late. */
export function chooseCurrent(state: SyncState, c: Ctx): Step {
  const bad = trouble(state, state.current, c.now);
  if (bad === undefined) return maybeFailBack(state, c);
  const survivor = state.sites.find((s) => {
    const h = state.health[s.id];
    if (s.id === state.current || h?.phase !== 'healthy' || h.notBefore > c.now) return false;
    // A site in trouble of its own would send us straight back, for ever.
    return trouble(state, s.id, c.now) === undefined;
  });
  if (survivor === undefined) return { state, effects: [] };
  return switchTo(state, survivor.id, bad.reason, c);
}

/** Moves the push lane. What was in flight is forgotten: the new site says what it holds. */
export function switchTo(state: SyncState, to: string, reason: string, c: Ctx): Step {
  const gone = state.flights.filter((f) => f.site === state.current && f.kind === 'ops');
  const { flapWindowMs, flapSwitches, flapStayMs } = state.settings;
  const switches = [...state.switches, { at: c.now, from: state.current, to, reason }].slice(-20);
  const recent = switches.filter((s) => c.now - s.at < flapWindowMs);
  return {
    state: {
      ...state,
      current: to,
      switches,
      stayUntil: recent.length >= flapSwitches ? c.now + flapStayMs : state.stayUntil,
      failBackWaitMs: failBackWait(state.settings, c.random),
      flights: state.flights.filter((f) => !gone.includes(f)),
      pullAt: Math.min(state.pullAt, c.now),
      streams: state.streams.map((s) => ({
        ...helloAt(s, to, c.now),
        batchOps: s.trouble ? 1 : Math.min(s.batchOps, state.settings.batchStart),
      })),
    },
    effects: gone.map((f) => ({ type: 'abort', flight: f.id })),
  };
}

function maybeFailBack(state: SyncState, c: Ctx): Step {
  const { home, current, settings: s } = state;
  const h = state.health[home];
  const since = state.switches.at(-1)?.at ?? 0;
  const caughtUp = activeStreams(state).every(
    (x) => (x.evidence[home]?.contiguous ?? 0) >= (x.evidence[current]?.contiguous ?? 0),
  );
  const ready =
    home !== current &&
    h?.phase === 'healthy' &&
    trouble(state, home, c.now) === undefined &&
    c.now >= state.stayUntil &&
    c.now - since >= state.failBackWaitMs &&
    h.goodProbes >= s.failBackProbes &&
    c.now - h.goodSince >= s.failBackProbeSpanMs &&
    caughtUp &&
    !state.flights.some((f) => f.kind === 'ops');
  return ready ? switchTo(state, home, 'fail-back', c) : { state, effects: [] };
}
