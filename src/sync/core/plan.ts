import { confirmAt, helloAt } from './absorb.ts';
import { firstByteDeadline, usable } from './site-health.ts';
import { chooseCurrent, probeOthers, type Ctx, type Step } from './choose-site.ts';
import { nextJob } from './next-job.ts';
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
  // What is poked from here on may be newer than what this pull reads: it is seen when this one is done.
  return {
    state: { ...started.state, pullAt: c.now + state.settings.pollMs },
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
