import type { ParkedRow } from '../../sync/core/ports.ts';
import type { SyncState } from '../../sync/core/sync-state.ts';
import type { ParkedView, SiteView, SyncView } from '../shared/till-api.ts';

/** A sale some required site has not confirmed yet. */
export type UnconfirmedSale = { stream: string; seq: number; atMs: number };

export type SyncViewInput = {
  state: SyncState;
  parked: readonly ParkedRow[];
  sales: readonly UnconfirmedSale[];
  /** Monotonic and wall time, ms. */
  now: number;
  wallMs: number;
  /** When a line drill is over, as a clock of the store shows it. */
  drillUntil?: string | undefined;
};

const OFFLINE: Partial<Record<string, SyncView['offlineReason']>> = {
  portal: 'portal',
  clock: 'clock',
  'not-authorised': 'not-authorised',
  'too-old': 'too-old',
};

/** The sync loop's state in the words of the screens. Both figures of the calm sentence are true (I14). */
export function syncView(input: SyncViewInput): SyncView {
  const { state, parked, sales, now, wallMs } = input;
  const stream = state.streams.at(-1);
  const current = state.health[state.current];
  const anyHealthy = answers(state);
  const started = state.sites.some((s) => state.health[s.id]?.phase !== 'unknown');
  const failure = current?.lastFailure?.verdict ?? '';
  const stuck =
    current !== undefined &&
    current.lastFailure !== undefined &&
    (current.lastAnswerAt ?? -1) < current.lastFailure.at &&
    OFFLINE[failure] !== undefined;
  const online = anyHealthy && !stuck;
  const oldest = sales.reduce((ms, s) => Math.min(ms, s.atMs), wallMs);
  return {
    line: online ? 'online' : started ? 'offline' : 'checking',
    offlineReason: online ? undefined : (OFFLINE[failure] ?? 'no-site'),
    drillUntil: input.drillUntil,
    waiting: sales.length,
    oldestMs: sales.length === 0 ? 0 : Math.max(0, wallMs - oldest),
    head: state.streams.reduce((n, s) => n + s.headSeq, 0),
    confirmed: state.streams.reduce((n, s) => n + s.released, 0),
    sites: state.sites.map((s) => siteView(state, s.id, stream?.id, now)),
    parked: parked.map((p): ParkedView => ({ ...p, sending: isSending(state, p) })),
    switches: state.switches.map((s) => ({
      agoMs: now - s.at,
      from: s.from,
      to: s.to,
      reason: s.reason,
    })),
  };
}

/** Whether any site answered lately. */
export function answers({ sites, health }: Pick<SyncState, 'sites' | 'health'>): boolean {
  return sites.some(({ id }) => health[id]?.phase === 'healthy');
}

function isSending(state: SyncState, p: ParkedRow): boolean {
  return state.streams.some((s) => s.id === p.stream && s.again.some((a) => a.seq === p.seq));
}

function siteView(state: SyncState, id: string, stream: string | undefined, now: number): SiteView {
  const h = state.health[id];
  const e = state.streams.find((s) => s.id === stream)?.evidence[id];
  const failure = h?.lastFailure;
  return {
    id,
    current: id === state.current,
    home: id === state.home,
    phase: h?.phase ?? 'unknown',
    latencyMs: h?.latencyMs === undefined ? undefined : Math.round(h.latencyMs),
    watermark: e?.contiguous ?? 0,
    recovering: e?.recovering ?? false,
    lastFailure: failure && { verdict: failure.verdict, agoMs: Math.max(0, now - failure.at) },
    nextTryInMs: Math.max(0, (h?.notBefore ?? now) - now),
  };
}
