import type { Evidence } from './evidence.ts';
import type { SyncSettings } from './settings.ts';
import { newSiteHealth, type SiteHealth } from './site-health.ts';

/** How ops of a batch travel: as they are, as opaque base64, or as a stand-in (D9). */
export type Form = 'plain' | 'envelope' | 'void';

/** One op that no site takes so far. */
export type Trouble = {
  seq: number;
  form: Form;
  attempts: number;
  refusedBy: readonly string[];
  reason: string;
  /** Tries of this form that drew no word of ours, per site; each after that site had answered something else. */
  unanswered: Readonly<Record<string, number>>;
  /** Is it the op or the line? `ask`: another op goes first; `passes`: another op was taken meanwhile. */
  line: 'unknown' | 'ask' | 'passes';
  /** Ops behind it up to here had their try; those that failed have their own turn later. */
  triedBeyond: number;
  /** An op behind it that drew silence once; a second time it waits for its own turn. */
  doubted: number;
};

/** A parked op to be sent again; every required site must take it, for the void holds its place in the chain. */
export type Again = {
  seq: number;
  takenBy: readonly string[];
  /** Tries that drew no word of ours from a site that answers everything else. */
  silent?: number;
};

export type StreamState = {
  id: string;
  headSeq: number;
  headOpId: string;
  /** Oldest seq still in the store; older ones are confirmed and pruned. */
  firstAvailable: number;
  /** Everything up to here is confirmed by every required site. */
  released: number;
  evidence: Readonly<Record<string, Evidence>>;
  /** Next seq to send to a site whose word does not say where to go on (`saysWhere`). */
  blind: Readonly<Record<string, number>>;
  /** Ops behind a hole at this site had their try up to here. */
  triedAt: Readonly<Record<string, number>>;
  /** When the last whole pass over a branch that a site cannot place was finished, per site. */
  passedAt: Readonly<Record<string, number>>;
  nextHello: Readonly<Record<string, number>>;
  batchOps: number;
  confirmStep: number;
  trouble: Trouble | undefined;
  /** A parked op the person asked to send again. */
  again: readonly Again[];
  /** Ops that a void of ours stands in for, until they are sent again with success. */
  voided: readonly number[];
  closed: boolean;
};

export type Flight = {
  id: number;
  kind: 'hello' | 'ops' | 'pull';
  site: string;
  stream: string;
  startedAt: number;
  from: number;
  form: Form;
  /** Sent again for a person; its answer says nothing about the batch size. */
  again: boolean;
  parallelProbed: boolean;
};

export type Switch = { at: number; from: string; to: string; reason: string };

export type SyncState = {
  sites: readonly { id: string; required: boolean }[];
  home: string;
  current: string;
  /** Monotonic ms when this life of the loop began. */
  startedAt: number;
  health: Readonly<Record<string, SiteHealth>>;
  incarnation: Readonly<Record<string, string | undefined>>;
  /** Sites whose incarnation only another site told; such a name may be replaced by hearsay. */
  hearsay: Readonly<Record<string, boolean>>;
  /** Random ids never come back: a word under one of these is void (D4). */
  pastIncarnations: Readonly<Record<string, readonly string[]>>;
  streams: readonly StreamState[];
  flights: readonly Flight[];
  nextFlight: number;
  bucket: number;
  switches: readonly Switch[];
  stayUntil: number;
  failBackWaitMs: number;
  eventsOpen: Readonly<Record<string, boolean>>;
  pullAt: number;
  limits: { maxOps: number; maxBytes: number };
  settings: SyncSettings;
};

export type StreamStart = {
  id: string;
  headSeq: number;
  headOpId: string;
  firstAvailable: number;
  released: number;
  closed: boolean;
};

export function newStream(start: StreamStart, settings: SyncSettings): StreamState {
  return {
    ...start,
    evidence: {},
    blind: {},
    triedAt: {},
    passedAt: {},
    nextHello: {},
    batchOps: settings.batchStart,
    confirmStep: 0,
    trouble: undefined,
    again: [],
    voided: [],
  };
}

export function newSyncState(p: {
  now: number;
  sites: readonly { id: string; required: boolean }[];
  home: string;
  streams: readonly StreamStart[];
  /** Lives of the sites met before the restart. */
  met: readonly { site: string; incarnation: string; past: readonly string[] }[];
  settings: SyncSettings;
  random: () => number;
}): SyncState {
  return {
    sites: p.sites,
    home: p.home,
    current: p.home,
    startedAt: p.now,
    health: Object.fromEntries(p.sites.map((s) => [s.id, newSiteHealth(p.now, p.settings)])),
    incarnation: Object.fromEntries(p.met.map((m) => [m.site, m.incarnation])),
    hearsay: {},
    pastIncarnations: Object.fromEntries(p.met.map((m) => [m.site, m.past])),
    streams: p.streams.map((s) => newStream(s, p.settings)),
    flights: [],
    nextFlight: 1,
    bucket: p.settings.bucketSize,
    switches: [],
    stayUntil: 0,
    failBackWaitMs: failBackWait(p.settings, p.random),
    eventsOpen: {},
    pullAt: p.now,
    limits: { maxOps: p.settings.batchMaxOps, maxBytes: p.settings.batchMaxBytes },
    settings: p.settings,
  };
}

/** The fleet fails back spread out, not in step. */
export function failBackWait(s: SyncSettings, random: () => number): number {
  return s.failBackMs + random() * s.failBackJitterMs;
}

/** Ops of the stream that some required site has not confirmed. */
export function waiting(stream: StreamState): number {
  return stream.headSeq - stream.released;
}

export function patchStream(
  state: SyncState,
  id: string,
  patch: (s: StreamState) => StreamState,
): SyncState {
  return { ...state, streams: state.streams.map((s) => (s.id === id ? patch(s) : s)) };
}

export function patchHealth(state: SyncState, site: string, health: SiteHealth): SyncState {
  return { ...state, health: { ...state.health, [site]: health } };
}

/** Streams that still have something to say, the current one always. */
export function activeStreams(state: SyncState): readonly StreamState[] {
  return state.streams.filter(
    (s, i) => i === state.streams.length - 1 || waiting(s) > 0 || s.again.length > 0,
  );
}
