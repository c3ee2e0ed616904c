import { absorbClaims, isPast, learnIncarnation } from './absorb.ts';
import { switchTo, type Ctx, type Step } from './choose-site.ts';
import { scheduleConfirm } from './plan.ts';
import { failed, good, quiet } from './site-answered.ts';
import { between } from './site-health.ts';
import { hold } from './site-news.ts';
import { streamNews } from './stream-news.ts';
import type { SyncEvent } from './sync-events.ts';
import { patchStream, type Flight, type StreamState, type SyncState } from './sync-state.ts';
import {
  afterRefusal,
  afterSilence,
  besideTaken,
  blamesBatch,
  isAboutOp,
  isBeside,
  linePasses,
  tellParked,
  without,
  type Refusal,
} from './trouble.ts';
import { verdictOf, type Verdict } from './verdict.ts';

type OpsDone = Extract<SyncEvent, { type: 'ops-done' }>;

/** A batch was answered, refused, or drew no word of ours. */
export function opsDone(state: SyncState, f: Flight, event: OpsDone, c: Ctx): Step {
  const before = state.streams.find((s) => s.id === f.stream)?.trouble;
  const done = decided(state, f, event, c);
  return { ...done, state: patchStream(done.state, f.stream, (s) => tried(s, f.site, before)) };
}

/** How far the ops behind a hole had their try at a site; it outlives the trouble they stood behind. */
function tried(s: StreamState, site: string, before: StreamState['trouble']): StreamState {
  const { trouble, triedAt } = s;
  if (trouble === undefined || trouble.seq !== before?.seq) return s;
  const upTo = trouble.triedBeyond;
  const isNews = upTo > before.triedBeyond && upTo > (triedAt[site] ?? 0);
  return isNews ? { ...s, triedAt: { ...triedAt, [site]: upTo } } : s;
}

function decided(state: SyncState, f: Flight, event: OpsDone, c: Ctx): Step {
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
  if (f.again) {
    const again = takenAt(s, f, state);
    const isDone = !again.some((a) => a.seq === f.from);
    return { ...s, again, voided: isDone ? without(s.voided, f.from) : s.voided, confirmStep: 0 };
  }
  const fast = event.outcome.ms <= settings.batchFastMs;
  const healed = s.trouble !== undefined && s.trouble.seq === f.from;
  const batchOps = fast ? Math.min(Math.max(1, s.batchOps) * 2, limits.maxOps) : s.batchOps;
  // Where the site tells another story, only what it took says where to go on.
  const blind = isBeside(s, f) ? s.blind : { ...s.blind, [f.site]: f.from + event.sent.count };
  const voided = f.form === 'void' ? [...without(s.voided, f.from), f.from] : s.voided;
  const { trouble } = besideTaken(s, f, event.sent.count);
  return { ...s, batchOps, blind, voided, confirmStep: 0, trouble: healed ? undefined : trouble };
}

/** One site's yes is one copy; the op leaves the list when every required site has taken it. */
function takenAt(s: StreamState, f: Flight, state: SyncState): StreamState['again'] {
  return s.again.flatMap((a) => {
    if (a.seq !== f.from) return [a];
    const takenBy = [...a.takenBy, f.site];
    const open = state.sites.some((x) => x.required && !takenBy.includes(x.id));
    return open ? [{ ...a, takenBy }] : [];
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
  if (r.slowLane) state = hold(state, f.site, c.now + between(state.settings.slowLaneMs, c.random));
  if (!r.tryOther) return { state, effects };
  const other = state.sites.find((s) => s.required && !r.stream.trouble?.refusedBy.includes(s.id));
  if (other === undefined || other.id === state.current) return { state, effects };
  const moved = switchTo(state, other.id, 'op-refused', c);
  return { state: moved.state, effects: [...effects, ...moved.effects] };
}
