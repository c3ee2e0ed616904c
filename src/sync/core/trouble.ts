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
  const known = stream.trouble?.seq === flight.from ? stream.trouble : undefined;
  const trouble: Trouble = {
    seq: flight.from,
    form: flight.form,
    attempts: (known?.attempts ?? 0) + 1,
    refusedBy: known?.refusedBy ?? [],
    reason: verdict,
  };
  const s = state.settings;
  const patience = verdict === 'server-error' ? s.plainAttempts5xx : s.plainAttempts;
  if (trouble.attempts < patience) return keep({ ...stream, batchOps: 1, trouble });
  if (trouble.form === 'void')
    return {
      ...beginAgain(stream, trouble),
      effects: [{ type: 'unpark', stream: stream.id, seq: trouble.seq }],
    };
  if (trouble.form === 'plain')
    return keep({ ...stream, batchOps: 1, trouble: { ...trouble, form: 'envelope', attempts: 0 } });
  return refusedAsEnvelope(state, stream, flight, trouble);
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
    const next = { ...trouble, refusedBy, form: 'plain' as const, attempts: 0 };
    return { ...keep({ ...stream, batchOps: 1, trouble: next }), tryOther: true };
  }
  if (stream.voids >= state.settings.maxAutomaticVoids) {
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

function keep(stream: StreamState): Refusal {
  return { stream, effects: [], tryOther: false, slowLane: false };
}

function beginAgain(stream: StreamState, trouble: Trouble): Refusal {
  const again: Trouble = { ...trouble, form: 'plain', attempts: 0, refusedBy: [] };
  return { ...keep({ ...stream, trouble: again }), slowLane: true };
}
