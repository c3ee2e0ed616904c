import { confirmAt, helloAt } from './absorb.ts';
import { firstByteDeadline, usable } from './site-health.ts';
import { chooseCurrent, isStuck, probeOthers, type Ctx, type Step } from './choose-site.ts';
import type { Deadlines, SyncEffect } from './sync-events.ts';
import {
  activeStreams,
  patchHealth,
  patchStream,
  type Flight,
  type StreamState,
  type SyncState,
} from './sync-state.ts';

/** Decides what to send now; called after every event. Order: where, who, what. */
export function plan(state: SyncState, c: Ctx): Step {
  const chosen = chooseCurrent(watchFlights(state, c), c);
  const effects = [...chosen.effects];
  let next = chosen.state;
  for (const part of [planHellos, planPushes, planPull, planEvents]) {
    const step = part(next, c);
    next = step.state;
    effects.push(...step.effects);
  }
  return { state: next, effects };
}

/** No first byte for a while: ask the other sites now, also on kept-alive sockets (D22). */
function watchFlights(state: SyncState, c: Ctx): SyncState {
  const late = state.flights.filter(
    (f) => !f.parallelProbed && c.now - f.startedAt >= state.settings.parallelProbeMs,
  );
  if (late.length === 0) return state;
  let next: SyncState = {
    ...state,
    flights: state.flights.map((f) => (late.includes(f) ? { ...f, parallelProbed: true } : f)),
  };
  for (const f of late) if (f.site === state.current) next = probeOthers(next, f.site, c.now);
  return next;
}

function launch(
  state: SyncState,
  flight: Omit<Flight, 'id' | 'startedAt' | 'parallelProbed'>,
  c: Ctx,
): { state: SyncState; id: number } {
  const id = state.nextFlight;
  const full: Flight = { ...flight, id, startedAt: c.now, parallelProbed: false };
  return { state: { ...state, nextFlight: id + 1, flights: [...state.flights, full] }, id };
}

function deadlines(state: SyncState, site: string): Deadlines {
  const s = state.settings;
  const h = state.health[site];
  return {
    connectMs: s.connectMs,
    firstByteMs: h === undefined ? s.firstByteFloorMs : firstByteDeadline(h, s),
    totalMs: s.totalMs,
  };
}

const HELLO = { kind: 'hello', from: 0, form: 'plain', again: false } as const;

function planHellos(state: SyncState, c: Ctx): Step {
  let next = state;
  const effects: SyncEffect[] = [];
  for (const { id: site } of state.sites) {
    for (const stream of activeStreams(next)) {
      const health = next.health[site];
      if (health === undefined || health.notBefore > c.now) continue;
      if ((stream.nextHello[site] ?? c.now) > c.now) continue;
      if (next.flights.some((f) => f.kind === 'hello' && f.site === site)) continue;
      if (answersSoon(next, stream, site)) continue;
      if (!usable(health)) next = patchHealth(next, site, { ...health, phase: 'half-open' });
      const started = launch(next, { ...HELLO, site, stream: stream.id }, c);
      next = patchStream(started.state, stream.id, (s) => scheduleProbe(state, s, site, c));
      effects.push({
        type: 'hello',
        flight: started.id,
        site,
        stream: stream.id,
        deadlines: deadlines(state, site),
      });
    }
  }
  return { state: next, effects };
}

/**
 * While batch follows batch to a site, every answer brings what a hello would bring: one between them
 * only costs. The hello stays due and goes out when the last batch is under way.
 */
function answersSoon(state: SyncState, stream: StreamState, site: string): boolean {
  const health = state.health[site];
  if (health?.phase !== 'healthy') return false;
  const flight = state.flights.find(
    (f) => f.kind === 'ops' && f.stream === stream.id && f.site === site && !f.parallelProbed,
  );
  return flight !== undefined && flight.from + stream.batchOps <= stream.headSeq;
}

function scheduleProbe(state: SyncState, s: StreamState, site: string, c: Ctx): StreamState {
  const { probeCurrentMs, probeStandbyMs, probeJitter } = state.settings;
  const base = site === state.current ? probeCurrentMs : probeStandbyMs;
  const at = c.now + base * (1 - probeJitter + 2 * probeJitter * c.random());
  return { ...s, nextHello: { ...s.nextHello, [site]: at } };
}

/** Where the next batch to this site starts; undefined when it needs nothing or must first speak. */
function sendFrom(stream: StreamState, site: string): number | undefined {
  const e = stream.evidence[site];
  if (e === undefined || e.source !== 'direct') return undefined;
  // A head that is not ours says nothing about our branch: send all, repeats are free.
  const from = e.onChain ? e.contiguous + 1 : (stream.blind[site] ?? stream.released + 1);
  const first = Math.max(from, stream.firstAvailable);
  return first <= stream.headSeq ? first : undefined;
}

function planPushes(state: SyncState, c: Ctx): Step {
  let next = state;
  const effects: SyncEffect[] = [];
  for (const stream of activeStreams(state)) {
    if (next.flights.some((f) => f.kind === 'ops' && f.stream === stream.id)) continue;
    const job = nextJob(next, stream, c);
    if (job === undefined) continue;
    const started = launch(
      next,
      {
        kind: 'ops',
        stream: stream.id,
        site: job.site,
        from: job.from,
        form: job.form,
        again: job.again,
      },
      c,
    );
    next = started.state;
    effects.push({
      type: 'ops',
      flight: started.id,
      site: job.site,
      stream: stream.id,
      from: job.from,
      maxOps: job.maxOps,
      maxBytes: next.limits.maxBytes,
      form: job.form,
      again: job.again,
      reason: stream.trouble?.reason ?? '',
      deadlines: deadlines(next, job.site),
    });
  }
  return { state: next, effects };
}

type Job = Pick<Flight, 'site' | 'from' | 'form' | 'again'> & { maxOps: number };

function nextJob(state: SyncState, stream: StreamState, c: Ctx): Job | undefined {
  const can = (site: string): boolean => {
    const h = state.health[site];
    if (h === undefined || h.phase === 'unknown' || isStuck(h)) return false;
    return usable(h) && h.notBefore <= c.now;
  };
  const from = can(state.current) ? sendFrom(stream, state.current) : undefined;
  const job = from === undefined ? undefined : batch(state, stream, state.current, from);
  return job ?? laggard(state, stream, can, c.now) ?? resend(state, stream, can);
}

/** What a person asked to send again goes beside the queue, to each required site that lacks it. */
function resend(
  state: SyncState,
  stream: StreamState,
  can: (site: string) => boolean,
): Job | undefined {
  for (const { seq, takenBy } of stream.again) {
    const site = state.sites.find((s) => s.required && !takenBy.includes(s.id) && can(s.id));
    if (site !== undefined)
      return { site: site.id, from: seq, form: 'plain', again: true, maxOps: 1 };
  }
  return undefined;
}

/**
 * The next batch to a site; an op in trouble goes alone and in the form it is at. Where this site has
 * refused it already, or the line is in doubt, ops behind it go first: a site stores them above the
 * hole (I8).
 */
function batch(state: SyncState, stream: StreamState, site: string, from: number): Job | undefined {
  const { trouble } = stream;
  if (trouble?.seq !== from) return plain(state, stream, site, from, stream.batchOps);
  if (trouble.line === 'ask') {
    // An op the site took before proves a line as well as the next one, and is always there.
    const known = stream.firstAvailable < from ? stream.firstAvailable : from + 1;
    const ask = plain(state, stream, site, known, 1);
    if (ask !== undefined) return ask;
  }
  const isRefused = trouble.form !== 'void' && trouble.refusedBy.includes(site);
  if (isRefused || trouble.line === 'passes') {
    const job = beyond(state, stream, site, trouble.triedBeyond + 1);
    if (job !== undefined || isRefused) return job;
  }
  return { site, from, form: trouble.form, again: false, maxOps: 1 };
}

/**
 * The next ops behind a hole that the site lacks: what it wants, then what it never saw. What it says
 * of a stream that forked may be about the other branch: there each op is sent once more (D9).
 */
function beyond(
  state: SyncState,
  stream: StreamState,
  site: string,
  after: number,
): Job | undefined {
  const e = stream.evidence[site];
  if (stream.closed || e?.onChain !== true)
    return plain(state, stream, site, after, stream.batchOps);
  for (const [first, last] of e.want) {
    const from = Math.max(first, after);
    if (from <= last)
      return plain(state, stream, site, from, Math.min(stream.batchOps, last - from + 1));
  }
  return plain(state, stream, site, Math.max(after, e.receivedMax + 1), stream.batchOps);
}

function plain(
  state: SyncState,
  stream: StreamState,
  site: string,
  from: number,
  most: number,
): Job | undefined {
  // Not past the head we know: a newer op may still lack its journal line.
  const maxOps = Math.min(most, state.limits.maxOps, stream.headSeq - from + 1);
  return maxOps < 1 ? undefined : { site, from, form: 'plain', again: false, maxOps };
}

/** A site that answers but does not catch up by replication is served directly (sync 2.4 rule 5). */
function laggard(
  state: SyncState,
  stream: StreamState,
  can: (site: string) => boolean,
  now: number,
): Job | undefined {
  for (const { id, required } of state.sites) {
    if (id === state.current || !required || !can(id)) continue;
    const e = stream.evidence[id];
    const from = sendFrom(stream, id);
    if (from === undefined || e === undefined) continue;
    if (now - e.movedAt < state.settings.topUpMs) continue;
    const job = batch(state, stream, id, from);
    if (job !== undefined) return job;
  }
  return undefined;
}

function planPull(state: SyncState, c: Ctx): Step {
  const h = state.health[state.current];
  const stream = state.streams.at(-1);
  if (h?.phase !== 'healthy' || h.notBefore > c.now || state.pullAt > c.now || stream === undefined)
    return { state, effects: [] };
  if (state.flights.some((f) => f.kind === 'pull')) return { state, effects: [] };
  const started = launch(
    state,
    { kind: 'pull', site: state.current, stream: stream.id, from: 0, form: 'plain', again: false },
    c,
  );
  return {
    state: started.state,
    effects: [{ type: 'pull', flight: started.id, site: state.current }],
  };
}

/** Pokes are listened to at the current site only. */
function planEvents(state: SyncState): Step {
  const effects: SyncEffect[] = [];
  const eventsOpen: Record<string, boolean> = { ...state.eventsOpen };
  for (const { id } of state.sites) {
    const wanted = id === state.current && state.health[id]?.phase === 'healthy';
    const known = state.eventsOpen[id];
    if (wanted && known === undefined) {
      eventsOpen[id] = false;
      effects.push({ type: 'events', site: id, on: true });
    }
    if (!wanted && known !== undefined) {
      delete eventsOpen[id];
      effects.push({ type: 'events', site: id, on: false });
    }
  }
  return effects.length === 0 ? { state, effects } : { state: { ...state, eventsOpen }, effects };
}

/** When to wake next, at the latest; every wait in the state is a time here, so none can be missed. */
export function wakeAt(state: SyncState, c: Ctx): number {
  const times: number[] = [c.now + state.settings.watchdogMs, state.pullAt];
  for (const f of state.flights)
    times.push(
      f.startedAt +
        (f.parallelProbed ? state.settings.lostFlightMs : state.settings.parallelProbeMs),
    );
  for (const { id } of state.sites) {
    const gate = state.health[id]?.notBefore ?? 0;
    if (gate > c.now) times.push(gate);
    for (const s of activeStreams(state)) {
      times.push(Math.max(gate, s.nextHello[id] ?? 0));
      const e = s.evidence[id];
      if (e !== undefined && (!e.onChain || e.contiguous < s.headSeq))
        times.push(e.movedAt + state.settings.topUpMs);
    }
  }
  return Math.min(...times.filter((t) => t > c.now), c.now + state.settings.watchdogMs);
}

/** After an acknowledgement or a hello that left ops unconfirmed: look again soon (D21). */
export function scheduleConfirm(state: SyncState, streamId: string, c: Ctx): SyncState {
  return patchStream(state, streamId, (s) => {
    const at = confirmAt(state, s, c.now);
    return at === undefined
      ? s
      : helloAt({ ...s, confirmStep: s.confirmStep + 1 }, state.current, at);
  });
}
