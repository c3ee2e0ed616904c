import type { SyncEffect } from './sync-events.ts';
import type { Flight, StreamState, SyncState, Trouble } from './sync-state.ts';
import type { Verdict } from './verdict.ts';

/** Verdicts that are about the ops sent, not about the site. */
export function blamesBatch(verdict: Verdict): boolean {
  return verdict === 'batch-refused' || verdict === 'too-large' || verdict === 'server-error';
}

export type Refusal = {
  stream: StreamState;
  effects: SyncEffect[];
  /** Try this op at the site that has not refused it yet. */
  tryOther: boolean;
  /** Nothing more to try now: wait long, then begin again with the plain op. */
  slowLane: boolean;
};

/**
 * A refused batch is halved until one op is alone; that op is then tried as opaque
 * envelope, at every required site, and only then stood in for by a void, so that nothing
 * behind it waits (promise 4, D9). A site that refuses even the void refuses everything: then
 * it is not about the op, and the queue begins again, slowly, for ever.
 */
export function afterRefusal(
  state: SyncState,
  stream: StreamState,
  flight: Flight,
  verdict: Verdict,
  count: number,
): Refusal {
  if (count > 1) return keep({ ...stream, batchOps: Math.max(1, Math.floor(count / 2)) });
  // One at a time: an op behind the one in trouble has its turn when that one is done.
  if (stream.trouble !== undefined && isBeside(stream, flight))
    return keep({ ...stream, trouble: { ...stream.trouble, triedBeyond: flight.from } });
  const known = stream.trouble?.seq === flight.from ? stream.trouble : undefined;
  const trouble: Trouble = {
    ...(known ?? newTrouble(flight.from)),
    form: flight.form,
    attempts: (known?.attempts ?? 0) + 1,
    reason: verdict,
  };
  const s = state.settings;
  const patience = verdict === 'server-error' ? s.plainAttempts5xx : s.plainAttempts;
  if (trouble.attempts < patience) return keep({ ...stream, batchOps: 1, trouble });
  if (trouble.form === 'void')
    return {
      ...beginAgain({ ...stream, voided: without(stream.voided, trouble.seq) }, trouble),
      effects: [{ type: 'unpark', stream: stream.id, seq: trouble.seq }],
    };
  return refusedAs(state, stream, flight, trouble);
}

/** A form of the op has failed for good at this site: the next form, then the next site, then a void. */
function refusedAs(
  state: SyncState,
  stream: StreamState,
  flight: Flight,
  trouble: Trouble,
): Refusal {
  if (trouble.form === 'envelope') return refusedAsEnvelope(state, stream, flight, trouble);
  const next = { ...trouble, form: 'envelope', attempts: 0, unanswered: {} } as const;
  return keep({ ...stream, batchOps: 1, trouble: next });
}

/** Verdicts without a word of ours about the ops: the line, a proxy, or an op that kills its server. */
function isSilence(verdict: Verdict): boolean {
  return verdict === 'timeout' || verdict === 'unavailable' || verdict === 'portal';
}

/**
 * No word of ours came back for these ops. Too many at once: halve them. One alone, again and again,
 * while the site answers everything else: another op is sent, and if that one is taken, this one counts
 * as refused (RF6). Where it is not, it is the line, and waiting is all there is.
 */
export function afterSilence(
  state: SyncState,
  stream: StreamState,
  flight: Flight,
  verdict: Verdict,
  count: number,
): Refusal {
  if (!isSilence(verdict)) return keep(stream);
  if (flight.again) return keep({ ...stream, again: askedInVain(state, stream, flight) });
  if (count > 1) return keep({ ...stream, batchOps: Math.max(1, Math.floor(count / 2)) });
  const before = state.health[flight.site];
  const hasSpoken = (before?.lastAnswerAt ?? -1) > (before?.lastFailure?.at ?? -1);
  const known = stream.trouble?.seq === flight.from ? stream.trouble : newTrouble(flight.from);
  // A site that answers nothing at all proves nothing about an op.
  if (known.line !== 'passes' && !hasSpoken) return keep(stream);
  if (stream.trouble !== undefined && isBeside(stream, flight))
    return keep({ ...stream, trouble: silentToo(stream.trouble, flight) });
  if (flight.form === 'void') return keep(stream);
  const trouble = { ...known, form: flight.form, reason: verdict };
  const times = (trouble.unanswered[flight.site] ?? 0) + 1;
  const next = { ...trouble, unanswered: { ...trouble.unanswered, [flight.site]: times } };
  if (next.line === 'passes')
    return times < state.settings.silentAttempts
      ? keep({ ...stream, trouble: next })
      : refusedAs(state, stream, flight, next);
  return keep({ ...stream, trouble: { ...next, line: times > 1 ? 'ask' : 'unknown' } });
}

/**
 * An op that a person sent again and that draws silence from a site which answers everything else: after so
 * many tries it stays parked, for ever silent it would hold up what is sold meanwhile.
 */
function askedInVain(
  { health, settings }: SyncState,
  { again }: StreamState,
  { site, from }: Flight,
): StreamState['again'] {
  const { lastAnswerAt, lastFailure } = health[site] ?? {};
  if ((lastAnswerAt ?? -1) <= (lastFailure?.at ?? -1)) return again;
  return again.flatMap((row) => {
    if (row.seq !== from) return [row];
    const silent = (row.silent ?? 0) + 1;
    return silent < settings.silentAttempts ? [{ ...row, silent }] : [];
  });
}

/** Another op drew silence as well. Asked to prove the line, it says: the line. Else it is asked first. */
function silentToo(trouble: Trouble, flight: Flight): Trouble {
  if (trouble.line === 'ask') return { ...newTrouble(trouble.seq), refusedBy: trouble.refusedBy };
  const isTwice = trouble.doubted === flight.from;
  const triedBeyond = isTwice ? Math.max(trouble.triedBeyond, flight.from) : trouble.triedBeyond;
  return { ...trouble, line: 'ask', triedBeyond, doubted: flight.from };
}

/** The failure of an op that is in doubt itself says nothing about the site. */
export function isAboutOp(stream: StreamState | undefined, f: Flight, verdict: Verdict): boolean {
  const trouble = stream?.trouble;
  return trouble?.line === 'passes' && trouble.seq === f.from && isSilence(verdict);
}

/**
 * The op that proves a line: the oldest one here that was taken as itself. One that is set aside may be
 * silent for good, and proves nothing (RF6).
 */
export function provingSeq(
  { firstAvailable, voided }: Pick<StreamState, 'firstAvailable' | 'voided'>,
  below: number,
): number | undefined {
  for (let seq = firstAvailable; seq < below; seq++) if (!voided.includes(seq)) return seq;
  return undefined;
}

/** Sent beside an op that leaves a hole at this site: above it, or to prove the line. */
export function isBeside(stream: StreamState, f: Flight): boolean {
  const { trouble, evidence } = stream;
  if (trouble === undefined || f.from === trouble.seq) return false;
  if (f.from < trouble.seq)
    return trouble.line === 'ask' && f.from === provingSeq(stream, trouble.seq);
  const e = evidence[f.site];
  return e?.onChain !== true || e.contiguous < trouble.seq;
}

/** Ops beside the one in trouble were taken. */
export function besideTaken(stream: StreamState, flight: Flight, count: number): StreamState {
  const { trouble } = stream;
  if (trouble === undefined || !isBeside(stream, flight)) return stream;
  const triedBeyond = Math.max(trouble.triedBeyond, flight.from + count - 1);
  return linePasses({ ...stream, trouble: { ...trouble, triedBeyond } }, flight);
}

/** Another op than the one in trouble was taken, or refused in our own words: the line carries ops. */
export function linePasses(stream: StreamState, flight: Flight): StreamState {
  const { trouble } = stream;
  if (trouble?.line !== 'ask' || !isBeside(stream, flight)) return stream;
  return { ...stream, trouble: { ...trouble, line: 'passes' } };
}

function newTrouble(seq: number): Trouble {
  return {
    seq,
    form: 'plain',
    attempts: 0,
    refusedBy: [],
    reason: '',
    unanswered: {},
    line: 'unknown',
    triedBeyond: seq,
    doubted: seq,
  };
}

function refusedAsEnvelope(
  state: SyncState,
  stream: StreamState,
  flight: Flight,
  trouble: Trouble,
): Refusal {
  const refusedBy = [...new Set([...trouble.refusedBy, flight.site])];
  const everySite = state.sites.every((x) => !x.required || refusedBy.includes(x.id));
  if (!everySite) {
    const next = { ...newTrouble(trouble.seq), refusedBy, reason: trouble.reason };
    return { ...keep({ ...stream, batchOps: 1, trouble: next }), tryOther: true };
  }
  if (stream.voided.length >= state.settings.maxAutomaticVoids) {
    const detail = 'many sales refused; call support';
    const alarm = { type: 'alarm', kind: 'ops-refused', site: flight.site, detail } as const;
    return { ...beginAgain(stream, trouble), effects: [alarm] };
  }
  return keep({ ...stream, trouble: { ...trouble, refusedBy, form: 'void', attempts: 0 } });
}

/** The void was taken: people are told of the op that was parked before it was sent. */
export function tellParked(flight: Flight, trouble: Trouble): SyncEffect[] {
  return [{ type: 'alarm', kind: 'op-parked', site: flight.site, detail: trouble.reason }];
}

/** The ops set aside, less this one. */
export function without(voided: readonly number[], seq: number): readonly number[] {
  return voided.includes(seq) ? voided.filter((v) => v !== seq) : voided;
}

function keep(stream: StreamState): Refusal {
  return { stream, effects: [], tryOther: false, slowLane: false };
}

function beginAgain(stream: StreamState, trouble: Trouble): Refusal {
  const again: Trouble = { ...newTrouble(trouble.seq), reason: trouble.reason };
  return { ...keep({ ...stream, trouble: again }), slowLane: true };
}
