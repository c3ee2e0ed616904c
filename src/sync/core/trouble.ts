import type { SyncEffect } from './sync-events.ts';
import type { Flight, StreamState, SyncState, Trouble } from './sync-state.ts';
import type { Verdict } from './verdict.ts';

/** Verdicts that are about the ops sent, not about the site. */
export function blamesBatch(verdict: Verdict): boolean {
  return verdict === 'batch-refused' || verdict === 'too-large' || verdict === 'server-error';
}

/**
 * A refused batch is halved until one op is alone; that op is then tried as opaque
 * envelope, at every required site, and only then parked and stood in for by a void, so
 * that nothing behind it waits (promise 4, D9). The parked op keeps its bytes and its id.
 */
export function afterRefusal(
  state: SyncState,
  stream: StreamState,
  flight: Flight,
  verdict: Verdict,
  count: number,
): { stream: StreamState; effects: SyncEffect[]; tryOther: boolean } {
  if (count > 1 && stream.trouble === undefined) {
    return {
      stream: { ...stream, batchOps: Math.max(1, Math.floor(count / 2)) },
      effects: [],
      tryOther: false,
    };
  }
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
  if (trouble.form === 'plain')
    return keep({ ...stream, batchOps: 1, trouble: { ...trouble, form: 'envelope', attempts: 0 } });
  if (trouble.form === 'void') return stop(stream, flight.site, 'a stand-in was refused');
  return refusedAsEnvelope(state, stream, flight, trouble);
}

function refusedAsEnvelope(
  state: SyncState,
  stream: StreamState,
  flight: Flight,
  trouble: Trouble,
): ReturnType<typeof afterRefusal> {
  const refusedBy = [...new Set([...trouble.refusedBy, flight.site])];
  const everySite = state.sites.every((x) => !x.required || refusedBy.includes(x.id));
  if (!everySite) {
    const next = { ...trouble, refusedBy, form: 'plain' as const, attempts: 0 };
    return { stream: { ...stream, batchOps: 1, trouble: next }, effects: [], tryOther: true };
  }
  if (stream.voids >= state.settings.maxAutomaticVoids)
    return stop(stream, flight.site, 'too many ops refused');
  return {
    stream: {
      ...stream,
      voids: stream.voids + 1,
      trouble: { ...trouble, refusedBy, form: 'void', attempts: 0 },
    },
    effects: [
      { type: 'park', stream: stream.id, seq: trouble.seq, reason: trouble.reason },
      { type: 'alarm', kind: 'op-parked', site: flight.site, detail: trouble.reason },
    ],
    tryOther: false,
  };
}

function keep(stream: StreamState): ReturnType<typeof afterRefusal> {
  return { stream, effects: [], tryOther: false };
}

function stop(stream: StreamState, site: string, why: string): ReturnType<typeof afterRefusal> {
  return {
    stream: { ...stream, stopped: why },
    effects: [{ type: 'alarm', kind: 'stream-stopped', site, detail: why }],
    tryOther: false,
  };
}
