import { isStuck, type Ctx } from './choose-site.ts';
import type { Evidence } from './evidence.ts';
import { usable } from './site-health.ts';
import { provingSeq } from './trouble.ts';
import type { Flight, StreamState, SyncState } from './sync-state.ts';

/** A batch to be sent now. */
export type Job = Pick<Flight, 'site' | 'from' | 'form' | 'again'> & { maxOps: number };

/** What this stream sends next, and to which site; undefined where nothing may go now. */
export function nextJob(state: SyncState, stream: StreamState, c: Ctx): Job | undefined {
  const can = (site: string): boolean => {
    const h = state.health[site];
    if (h === undefined || h.phase === 'unknown' || isStuck(h)) return false;
    return usable(h) && h.notBefore <= c.now;
  };
  const from = can(state.current) ? sendFrom(stream, state.current) : undefined;
  const job = from === undefined ? undefined : batch(state, stream, state.current, from);
  return job ?? laggard(state, stream, can, c.now) ?? resend(state, stream, can);
}

/** Where the next batch to this site starts; undefined when it needs nothing or must first speak. */
function sendFrom(stream: StreamState, site: string): number | undefined {
  const e = stream.evidence[site];
  if (e === undefined || e.source !== 'direct') return undefined;
  const from = saysWhere(stream, e)
    ? e.contiguous + 1
    : (stream.blind[site] ?? stream.released + 1);
  const first = Math.max(from, stream.firstAvailable);
  return first <= stream.headSeq ? first : undefined;
}

/**
 * Does the site's word say where to go on? A head that is not ours says nothing about our branch, and one
 * below the oldest op that we have here leaves a hole that we cannot fill: then all is sent, repeats are
 * free.
 */
export function saysWhere(stream: StreamState, e: Evidence): boolean {
  return e.onChain && e.contiguous + 1 >= stream.firstAvailable;
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
  // Decided before, by every site: nothing is asked twice on another pass (RF3).
  if (stream.voided.includes(from)) return { site, from, form: 'void', again: false, maxOps: 1 };
  if (trouble?.seq !== from) return plain(state, stream, site, from, stream.batchOps);
  if (trouble.line === 'ask') {
    // An op the site took before proves a line as well as the next one, and is always there.
    const known = provingSeq(stream, from) ?? from + 1;
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
 * The next ops behind a hole. What a site says it holds there may be another branch's, which nobody can
 * tell while the hole is open: each op goes there once in this life of ours and the site's, then what it
 * wants. Of a stream that is known to have forked each is sent once more with every op in trouble (D9).
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
  const next = Math.max(after, (stream.triedAt[site] ?? 0) + 1);
  const untried = plain(state, stream, site, next, stream.batchOps);
  if (untried !== undefined) return untried;
  for (const [first, last] of e.want) {
    const from = Math.max(first, after);
    if (from <= last)
      return plain(state, stream, site, from, Math.min(stream.batchOps, last - from + 1));
  }
  return undefined;
}

function plain(
  state: SyncState,
  stream: StreamState,
  site: string,
  from: number,
  most: number,
): Job | undefined {
  // Not past the head we know (a newer op may still lack its journal line), nor into an op set aside.
  const end = Math.min(stream.headSeq + 1, ...stream.voided.filter((seq) => seq > from));
  const maxOps = Math.min(most, state.limits.maxOps, end - from);
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
