import { absorbClaims, isPast, learnIncarnation } from './absorb.ts';
import type { Ctx, Step } from './choose-site.ts';
import { opsDone } from './ops-answered.ts';
import { saysWhere } from './next-job.ts';
import { plan, scheduleConfirm } from './plan.ts';
import { failed, good, quiet } from './site-answered.ts';
import { drained, eventsOpen, hold, poked, pullAfter, wake } from './site-news.ts';
import { streamNews } from './stream-news.ts';
import type { HelloFacts, SyncEffect, SyncEvent } from './sync-events.ts';
import {
  newStream,
  patchStream,
  type Flight,
  type StreamStart,
  type StreamState,
  type SyncState,
} from './sync-state.ts';
import type { Outcome } from './verdict.ts';

/**
 * The whole sync loop as one pure step: (state, event) → state + effects. All waiting
 * is data (`wakeAt`), all randomness comes in, so one seed replays a whole failure.
 */
export function step(state: SyncState, event: SyncEvent, c: Ctx): Step {
  const kept = giveUpLost(state, c);
  const happened = handle(kept.state, event, c);
  const planned = plan(happened.state, c);
  const met = newLives(state, happened.state);
  return {
    state: planned.state,
    effects: [...kept.effects, ...met, ...happened.effects, ...planned.effects],
  };
}

/** A request whose outcome never came counts as a time-out; it must not hold its lane for ever (SE7). */
function giveUpLost(state: SyncState, c: Ctx): Step {
  const lost = state.flights.filter((f) => c.now - f.startedAt >= state.settings.lostFlightMs);
  const outcome = { kind: 'failure', failure: 'total-timeout', ms: 0 } as const;
  let next: SyncState = { ...state, flights: state.flights.filter((f) => !lost.includes(f)) };
  const effects: SyncEffect[] = [];
  for (const f of lost) {
    effects.push({ type: 'abort', flight: f.id });
    if (f.kind !== 'pull') next = failed(next, f, outcome, c).state;
  }
  return lost.length === 0 ? quiet(state) : { state: next, effects };
}

/** A life of a site met for the first time is remembered over restarts: an older word must stay void. */
function newLives(before: SyncState, after: SyncState): SyncEffect[] {
  return after.sites.flatMap(({ id: site }) => {
    const incarnation = after.incarnation[site];
    if (incarnation === undefined || after.hearsay[site] === true) return [];
    if (incarnation === before.incarnation[site] && before.hearsay[site] !== true) return [];
    const past = after.pastIncarnations[site] ?? [];
    return [{ type: 'remember-site' as const, site, incarnation, past }];
  });
}

function handle(state: SyncState, event: SyncEvent, c: Ctx): Step {
  switch (event.type) {
    case 'tick':
      return quiet(state);
    case 'committed':
      return quiet(
        patchStream(state, event.stream, (s) => ({
          ...s,
          headSeq: event.headSeq,
          headOpId: event.headOpId,
        })),
      );
    case 'stream-opened':
      return quiet({
        ...state,
        streams: [
          ...state.streams.map((s) => ({ ...s, closed: true })),
          newStream(event.stream, state.settings),
        ],
      });
    case 'stream-recovered':
      return quiet(recovered(state, event.stream));
    case 'forgotten': {
      const { firstAvailable } = event;
      return quiet(patchStream(state, event.stream, (s) => ({ ...s, firstAvailable })));
    }
    case 'hello-done':
      return land(state, event.flight, (s, f) => helloDone(s, f, event.outcome, c));
    case 'ops-done':
      return land(state, event.flight, (s, f) => opsDone(s, f, event, c));
    case 'pull-done':
      return land(state, event.flight, (s) => quiet({ ...s, pullAt: pullAfter(s, event.ok, c) }));
    case 'poked':
      return quiet(poked(state, event, c));
    case 'events-open':
      return quiet(eventsOpen(state, event.site, event.open, c));
    case 'wake':
      return quiet(wake(state, c));
    case 'send-again':
      return quiet(
        patchStream(state, event.stream, (s) => ({
          ...s,
          again: s.again.some((a) => a.seq === event.seq)
            ? s.again
            : [...s.again, { seq: event.seq, takenBy: [] }],
        })),
      );
  }
}

/** Old streams stand before the one that new ops go to. */
function recovered(state: SyncState, row: StreamStart): SyncState {
  const { id, headSeq, headOpId } = row;
  if (state.streams.some((s) => s.id === id))
    return patchStream(state, id, (s) => ({ ...s, headSeq, headOpId }));
  return { ...state, streams: [newStream(row, state.settings), ...state.streams] };
}

/** An answer to a flight that was aborted or forgotten changes nothing. */
function land(state: SyncState, id: number, then: (s: SyncState, f: Flight) => Step): Step {
  const flight = state.flights.find((f) => f.id === id);
  if (flight === undefined) return quiet(state);
  return then({ ...state, flights: state.flights.filter((f) => f.id !== id) }, flight);
}

function helloDone(state: SyncState, f: Flight, outcome: Outcome<HelloFacts>, c: Ctx): Step {
  if (outcome.kind !== 'answer') return failed(state, f, outcome, c);
  const facts = outcome.answer;
  if (isPast(state, f.site, facts.incarnation)) return quiet(state);
  let next = good(state, f, outcome.ms, c);
  next = learnIncarnation(next, f.site, facts.incarnation);
  next = { ...next, limits: facts.limits };
  if (facts.changesWaiting) next = { ...next, pullAt: Math.min(next.pullAt, c.now) };
  next = patchStream(next, f.stream, (s) => nextPass(s, f.site, next.settings.topUpMs, c));
  const taken = absorbClaims(next, f.stream, facts.claims, c.now);
  next = taken.state;
  const pushAfterMs = Math.min(facts.pushAfterMs, state.settings.mostWaitMs);
  if (pushAfterMs > 0) next = hold(next, f.site, c.now + pushAfterMs);
  if (facts.draining) next = drained(next, f.site, c);
  if (f.site === next.current) next = scheduleConfirm(next, f.stream, c);
  return { state: next, effects: [...taken.effects, ...streamNews(state, f, facts)] };
}

/** A pass over a branch the site cannot place is finished before the next one, and that one waits. */
function nextPass(s: StreamState, site: string, waitMs: number, c: Ctx): StreamState {
  if ((s.blind[site] ?? 0) <= s.headSeq) return s;
  const e = s.evidence[site];
  const isBlind = e !== undefined && !saysWhere(s, e);
  if (isBlind && c.now - (s.passedAt[site] ?? 0) < waitMs) return s;
  return { ...s, blind: dropKey(s.blind, site), passedAt: { ...s.passedAt, [site]: c.now } };
}

function dropKey(r: Readonly<Record<string, number>>, key: string): Record<string, number> {
  return Object.fromEntries(Object.entries(r).filter(([k]) => k !== key));
}
