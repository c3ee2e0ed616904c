import { absorbClaims, helloAt, isPast, learnIncarnation } from './absorb.ts';
import { probeOthers, switchTo, type Ctx, type Step } from './choose-site.ts';
import { plan, scheduleConfirm } from './plan.ts';
import { drained, eventsOpen, hold, nextPull, poked, wake } from './site-news.ts';
import { afterFailure, afterGood } from './site-health.ts';
import type { HelloFacts, SyncEffect, SyncEvent } from './sync-events.ts';
import {
  newStream,
  patchHealth,
  patchStream,
  type Flight,
  type StreamStart,
  type StreamState,
  type SyncState,
} from './sync-state.ts';
import {
  afterRefusal,
  afterSilence,
  blamesBatch,
  isAboutOp,
  isBeside,
  linePasses,
  besideTaken,
  tellParked,
  type Refusal,
} from './trouble.ts';
import { verdictOf, type Outcome, type Verdict } from './verdict.ts';

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
      return land(state, event.flight, (s) => quiet({ ...s, pullAt: nextPull(s, event.ok, c) }));
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

const quiet = (state: SyncState): Step => ({ state, effects: [] });

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
  if (s.evidence[site]?.onChain === false && c.now - (s.passedAt[site] ?? 0) < waitMs) return s;
  return { ...s, blind: dropKey(s.blind, site), passedAt: { ...s.passedAt, [site]: c.now } };
}

/** A fork or a site ahead of us: what we hold is sent as it is, new ops go to a new stream (D9, D12). */
function streamNews(
  state: SyncState,
  f: Flight,
  facts: Pick<HelloFacts, 'status'> & { aheadOfUs?: boolean },
): SyncEffect[] {
  const stream = state.streams.find((s) => s.id === f.stream);
  if (stream === undefined || stream.closed) return [];
  const reason =
    facts.status === 'forked' ? 'forked' : facts.aheadOfUs === true ? 'behind-server' : undefined;
  if (reason === undefined) return [];
  return [
    { type: 'alarm', kind: reason, site: f.site, detail: f.stream },
    { type: 'open-stream', reason, stream: f.stream },
  ];
}

type OpsDone = Extract<SyncEvent, { type: 'ops-done' }>;

function opsDone(state: SyncState, f: Flight, event: OpsDone, c: Ctx): Step {
  const { outcome } = event;
  if (outcome.kind !== 'answer') {
    const verdict = verdictOf(outcome);
    const stream = state.streams.find((s) => s.id === f.stream);
    const about = isAboutOp(stream, f, verdict) ? 'server-error' : verdict;
    const after = failed(state, f, outcome, c, about);
    if (blamesBatch(verdict)) return refused(after, f, event, verdict, c);
    return settle(after, f, c, (s) => afterSilence(state, s, f, verdict, event.sent.count));
  }
  if (isPast(state, f.site, outcome.answer.incarnation)) return quiet(state);
  let next = learnIncarnation(good(state, f, outcome.ms, c), f.site, outcome.answer.incarnation);
  const before = next.streams.find((s) => s.id === f.stream)?.evidence[f.site]?.contiguous ?? 0;
  const taken = absorbClaims(next, f.stream, outcome.answer.claims, c.now);
  const trouble = taken.state.streams.find((s) => s.id === f.stream)?.trouble;
  const parked = f.form === 'void' && trouble?.seq === f.from ? tellParked(f, trouble) : [];
  next = patchStream(taken.state, f.stream, (s) => acked(s, f, event, taken.state));
  const after = next.streams.find((s) => s.id === f.stream)?.evidence[f.site]?.contiguous ?? 0;
  // Nothing new and no further: the site has a hole we cannot see. Wait, never spin.
  if (after <= before && outcome.answer.stored === 0 && !f.again)
    next = hold(next, f.site, c.now + state.settings.backoffBaseMs * (1 + c.random()));
  next = scheduleConfirm(next, f.stream, c);
  const effects = [...taken.effects, ...parked, ...streamNews(state, f, outcome.answer)];
  const still = next.streams.find((s) => s.id === f.stream)?.again ?? [];
  if (f.again && !still.some((a) => a.seq === f.from))
    effects.push({ type: 'unpark', stream: f.stream, seq: f.from });
  return { state: next, effects };
}

function acked(s: StreamState, f: Flight, event: OpsDone, state: SyncState): StreamState {
  const { settings, limits } = state;
  if (f.again) return { ...s, again: takenAt(s, f, state), confirmStep: 0 };
  const fast = event.outcome.ms <= settings.batchFastMs;
  const healed = s.trouble !== undefined && s.trouble.seq === f.from;
  const batchOps = fast ? Math.min(Math.max(1, s.batchOps) * 2, limits.maxOps) : s.batchOps;
  // Where the site tells another story, only what it took says where to go on.
  const blind = isBeside(s, f) ? s.blind : { ...s.blind, [f.site]: f.from + event.sent.count };
  const voids = s.voids + (healed && f.form === 'void' ? 1 : 0);
  const { trouble } = besideTaken(s, f, event.sent.count);
  return { ...s, batchOps, blind, voids, confirmStep: 0, trouble: healed ? undefined : trouble };
}

/** One site's yes is one copy; the op leaves the list when every required site has taken it. */
function takenAt(s: StreamState, f: Flight, state: SyncState): StreamState['again'] {
  return s.again.flatMap((a) => {
    if (a.seq !== f.from) return [a];
    const takenBy = [...a.takenBy, f.site];
    const open = state.sites.some((x) => x.required && !takenBy.includes(x.id));
    return open ? [{ seq: a.seq, takenBy }] : [];
  });
}

function refused(after: Step, f: Flight, event: OpsDone, verdict: Verdict, c: Ctx): Step {
  const stream = after.state.streams.find((s) => s.id === f.stream);
  if (stream === undefined) return after;
  if (f.again) {
    const rest = { ...stream, again: stream.again.filter((a) => a.seq !== f.from) };
    return { state: patchStream(after.state, f.stream, () => rest), effects: after.effects };
  }
  const passed = linePasses(stream, f);
  if (passed !== stream)
    return { ...after, state: patchStream(after.state, f.stream, () => passed) };
  return settle(after, f, c, (s) => afterRefusal(after.state, s, f, verdict, event.sent.count));
}

/** What is decided about refused or unanswered ops is done: waits, alarms, the other site. */
function settle(after: Step, f: Flight, c: Ctx, decide: (stream: StreamState) => Refusal): Step {
  const stream = after.state.streams.find((s) => s.id === f.stream);
  if (stream === undefined) return after;
  const r = decide(stream);
  let state = patchStream(after.state, f.stream, () => r.stream);
  const effects = [...after.effects, ...r.effects];
  if (r.slowLane) state = hold(state, f.site, c.now + slowLane(state.settings.slowLaneMs, c));
  if (!r.tryOther) return { state, effects };
  const other = state.sites.find((s) => s.required && !r.stream.trouble?.refusedBy.includes(s.id));
  if (other === undefined || other.id === state.current) return { state, effects };
  const moved = switchTo(state, other.id, 'op-refused', c);
  return { state: moved.state, effects: [...effects, ...moved.effects] };
}

function good(state: SyncState, f: Flight, ms: number, c: Ctx): SyncState {
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

function failed<A>(
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
      notBefore: Math.max(health.notBefore, c.now + slowLane(s.slowLaneMs, c)),
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

const slowLane = (range: readonly [number, number], c: Ctx): number =>
  range[0] + c.random() * (range[1] - range[0]);

const ALARMING = ['wrong-identity', 'not-authorised', 'too-old'] as const;

function alarms(state: SyncState, site: string, verdict: Verdict): SyncEffect[] {
  const kind = ALARMING.find((k) => k === verdict);
  if (kind === undefined || state.health[site]?.lastFailure?.verdict === verdict) return [];
  return [{ type: 'alarm', kind, site, detail: verdict }];
}

function dropKey(r: Readonly<Record<string, number>>, key: string): Record<string, number> {
  return Object.fromEntries(Object.entries(r).filter(([k]) => k !== key));
}
