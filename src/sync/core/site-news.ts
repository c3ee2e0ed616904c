import { helloAt } from './absorb.ts';
import { probeOthers, type Ctx } from './choose-site.ts';
import { afterFailure } from './site-health.ts';
import type { SyncEvent } from './sync-events.ts';
import { patchHealth, type SyncState } from './sync-state.ts';

/*
 * News that is no answer: pokes, event streams, drains, wake-ups. They only ever shorten or
 * lengthen waits; none of them says what a site holds.
 */

export function drained(state: SyncState, site: string, c: Ctx): SyncState {
  const h = state.health[site];
  if (h === undefined) return state;
  const failure = {
    now: c.now,
    settings: state.settings,
    random: c.random,
    otherDown: false,
    retryAfterMs: undefined,
  };
  return probeOthers(patchHealth(state, site, afterFailure(h, 'draining', failure)), site, c.now);
}

export function hold(state: SyncState, site: string, until: number): SyncState {
  const h = state.health[site];
  return h === undefined
    ? state
    : patchHealth(state, site, { ...h, notBefore: Math.max(h.notBefore, until) });
}

export function poked(
  state: SyncState,
  e: Extract<SyncEvent, { type: 'poked' }>,
  c: Ctx,
): SyncState {
  switch (e.kind) {
    case 'poke':
      return { ...state, pullAt: Math.min(state.pullAt, c.now) };
    case 'confirmed':
    case 'config':
      return { ...state, streams: state.streams.map((s) => helloAt(s, e.site, c.now)) };
    case 'drain':
      return drained(state, e.site, c);
  }
}

export function eventsOpen(state: SyncState, site: string, open: boolean, c: Ctx): SyncState {
  if (open) return { ...state, eventsOpen: { ...state.eventsOpen, [site]: true } };
  // A closed stream of pokes is a hint to look at the site, no more.
  const known = { ...state.eventsOpen };
  delete known[site];
  const next = { ...state, eventsOpen: known };
  return { ...next, streams: next.streams.map((s) => helloAt(s, site, c.now)) };
}

export function wake(state: SyncState, c: Ctx): SyncState {
  const health = Object.fromEntries(
    Object.entries(state.health).map(([id, h]) => [
      id,
      // Only the breaker's wait is shortened: Retry-After and quarantine stand.
      h.phase === 'open' ? { ...h, notBefore: Math.min(h.notBefore, c.now) } : h,
    ]),
  );
  const next = { ...state, health };
  return next.sites.reduce<SyncState>(
    (s, x) => ({ ...s, streams: s.streams.map((y) => helloAt(y, x.id, c.now)) }),
    next,
  );
}

export function nextPull(state: SyncState, ok: boolean, c: Ctx): number {
  const { pollMs, pollWithEventsMs, pollJitter } = state.settings;
  if (!ok) return c.now + pollMs * (0.5 + c.random());
  const base = state.eventsOpen[state.current] === true ? pollWithEventsMs : pollMs;
  return c.now + base * (1 - pollJitter + 2 * pollJitter * c.random());
}

/** After a pull: at once where a site poked meanwhile, since the pull may have read before that. */
export function pullAfter(state: SyncState, ok: boolean, c: Ctx): number {
  return ok && state.pullAt <= c.now ? c.now : nextPull(state, ok, c);
}
