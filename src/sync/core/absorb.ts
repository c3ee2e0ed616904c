import { releasable, takeClaim, type ResolvedClaim } from './evidence.ts';
import type { SyncEffect } from './sync-events.ts';
import { patchStream, waiting, type StreamState, type SyncState } from './sync-state.ts';

/** Takes the incarnation a site names itself; evidence under an older one is void (D4). */
export function learnIncarnation(
  state: SyncState,
  site: string,
  incarnation: string,
  hearsay = false,
): SyncState {
  const known = state.incarnation[site];
  const told = { ...state, hearsay: { ...state.hearsay, [site]: hearsay } };
  if (known === incarnation) return hearsay ? state : told;
  const past = state.pastIncarnations[site] ?? [];
  return {
    ...told,
    incarnation: { ...state.incarnation, [site]: incarnation },
    pastIncarnations: {
      ...state.pastIncarnations,
      [site]: known === undefined ? past : [...past, known],
    },
    streams: state.streams.map((s) => ({
      ...s,
      blind: without(s.blind, site),
      triedAt: without(s.triedAt, site),
    })),
  };
}

function without(r: Readonly<Record<string, number>>, key: string): Record<string, number> {
  return Object.fromEntries(Object.entries(r).filter(([k]) => k !== key));
}

/** Is this a word of a life the site no longer lives? */
export function isPast(state: SyncState, site: string, incarnation: string): boolean {
  return state.pastIncarnations[site]?.includes(incarnation) ?? false;
}

/** Takes claims in and releases what every required site now confirms. */
export function absorbClaims(
  state: SyncState,
  streamId: string,
  claims: readonly ResolvedClaim[],
  now: number,
): { state: SyncState; effects: SyncEffect[] } {
  let next = state;
  for (const claim of claims) {
    if (isPast(next, claim.site, claim.incarnation)) continue;
    next = hear(next, streamId, claim, now);
    next = patchStream(next, streamId, (s) => {
      const taken = takeClaim(s.evidence[claim.site], claim, next.incarnation[claim.site], now);
      return taken === undefined ? s : { ...s, evidence: { ...s.evidence, [claim.site]: taken } };
    });
  }
  return release(next, streamId);
}

/** Only the site itself can say who it is; another name in a relayed word asks for a visit. */
function hear(state: SyncState, streamId: string, claim: ResolvedClaim, now: number): SyncState {
  if (claim.source === 'direct') return state;
  const named = state.incarnation[claim.site];
  if (named === claim.incarnation) return state;
  if (named === undefined || state.hearsay[claim.site] === true)
    return learnIncarnation(state, claim.site, claim.incarnation, true);
  return patchStream(state, streamId, (s) => helloAt(s, claim.site, now));
}

function release(state: SyncState, streamId: string): { state: SyncState; effects: SyncEffect[] } {
  const stream = state.streams.find((s) => s.id === streamId);
  if (stream === undefined) return { state, effects: [] };
  const required = state.sites.filter((s) => s.required).map((s) => s.id);
  const upTo = Math.min(releasable(required, stream.evidence, state.incarnation), stream.headSeq);
  if (upTo <= stream.released) return { state, effects: [] };
  return {
    state: patchStream(state, streamId, (s) => ({ ...s, released: upTo })),
    effects: [{ type: 'released', stream: streamId, upTo }],
  };
}

export function helloAt(stream: StreamState, site: string, at: number): StreamState {
  const planned = stream.nextHello[site];
  if (planned !== undefined && planned <= at) return stream;
  return { ...stream, nextHello: { ...stream.nextHello, [site]: at } };
}

/** Next look for the other site's confirmation (D21), or undefined when all is confirmed. */
export function confirmAt(state: SyncState, stream: StreamState, now: number): number | undefined {
  if (waiting(stream) === 0) return undefined;
  const steps =
    state.eventsOpen[state.current] === true
      ? state.settings.confirmWithEventsMs
      : state.settings.confirmMs;
  return now + (steps[Math.min(stream.confirmStep, steps.length - 1)] ?? 0);
}
