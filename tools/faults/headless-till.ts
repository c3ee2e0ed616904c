import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64url } from '../../src/domain/oplog/base64url.ts';
import type { Committer, Fact } from '../../src/sync/core/commit.ts';
import { openStreamBehind } from '../../src/sync/core/open-stream.ts';
import type { StreamRow } from '../../src/sync/core/ports.ts';
import type { SyncSettings } from '../../src/sync/core/settings.ts';
import { startUp } from '../../src/sync/core/start-up.ts';
import { SyncRunner } from '../../src/sync/core/sync-runner.ts';
import type { SyncState } from '../../src/sync/core/sync-state.ts';
import { MemoryStore } from '../../src/sync/testing/memory-store.ts';
import type { SyncView } from '../../src/renderer/shared/till-api.ts';
import { HostJournal } from '../../src/renderer/till-worker/host-journal.ts';
import type { HostLink } from '../../src/renderer/till-worker/host-link.ts';
import { random, randomId } from '../../src/renderer/till-worker/random.ts';
import { syncView } from '../../src/renderer/till-worker/sync-view.ts';
import { dialling } from './dialled.ts';
import { openHeadlessHost, type HostPlace } from './headless-host.ts';
import {
  BUSINESS_DATE,
  firstOp,
  firstState,
  openCommitter,
  openWire,
  type Identity,
} from './headless-parts.ts';
import { openPacedClock, type PacedClock } from './paced-clock.ts';
import { recordedWire, type Call } from './recorded-wire.ts';

export type Alarm = { kind: string; site: string; at: number };

/** A whole till but for its screens and IndexedDB: it sells, keeps its journal and empties its queue. */
export type HeadlessTill = {
  readonly tillId: string;
  readonly state: SyncState;
  readonly stream: StreamRow;
  readonly calls: readonly Call[];
  readonly alarms: readonly Alarm[];
  readonly clock: PacedClock;
  /** What the cashier is told. */
  readonly view: SyncView;
  /** Commits facts; resolves with the head when they are durable, sent or not. */
  sell(count?: number): Promise<number>;
  /** Resolves with what `probe` first gives; looks after every step of the loop. */
  until<T>(what: string, ms: number, probe: () => T | undefined | false): Promise<T>;
  stop(): Promise<void>;
};

export type TillSetup = HostPlace & {
  code: string;
  home: string;
  settings?: Partial<SyncSettings>;
};

const utf8 = new TextEncoder();
const text = new TextDecoder();

const FACT: Fact = {
  kind: 'signed-on',
  businessDate: BUSINESS_DATE,
  body: () => ({ cashier: '7' }),
  document: undefined,
  clearBasket: false,
  shift: undefined,
};

/** Enrols with the code and starts the loop. Whatever it dials is noted under its till id. */
export async function startHeadlessTill(setup: TillSetup): Promise<HeadlessTill> {
  const { link, close } = await openHeadlessHost(setup);
  const enrolled = await link.invoke('identity.enrol', { code: setup.code });
  if (!enrolled.ok) throw new Error(`not enrolled: ${enrolled.kind}`);
  const { identity } = enrolled;
  if (identity.state !== 'enrolled') throw new Error(`not enrolled: ${identity.state}`);
  return dialling(identity.till_id, () => run(setup, link, identity, close));
}

type Ears = {
  calls: Call[];
  alarms: Alarm[];
  watchers: Set<() => void>;
};

async function run(
  setup: TillSetup,
  link: HostLink,
  identity: Identity,
  close: () => Promise<void>,
): Promise<HeadlessTill> {
  const ears: Ears = { calls: [], alarms: [], watchers: new Set() };
  const clock = openPacedClock();
  const { runner, committer } = await openLoop(setup, link, identity, clock, ears);
  runner.start();
  return {
    tillId: identity.till_id,
    get state() {
      return runner.state;
    },
    get stream() {
      return committer.head;
    },
    calls: ears.calls,
    alarms: ears.alarms,
    clock,
    get view() {
      const times = { now: clock.now(), wallMs: clock.wallMs() };
      return syncView({ state: runner.state, parked: [], sales: [], ...times });
    },
    sell: (count = 1) =>
      dialling(identity.till_id, async () => {
        for (let i = 0; i < count; i += 1) {
          const done = await committer.commit(FACT);
          if (!done.ok) throw new Error(done.kind);
        }
        return committer.head.headSeq;
      }),
    until: (what, ms, probe) =>
      until(ears.watchers, () => `${what} (${saidBy(runner.state)})`, ms, probe),
    async stop() {
      runner.stop();
      await close();
    },
  };
}

/** The commit path and the sync loop over this host, joined as the till worker joins them. */
async function openLoop(
  setup: TillSetup,
  link: HostLink,
  identity: Identity,
  clock: PacedClock,
  { calls, alarms, watchers }: Ears,
): Promise<{ runner: SyncRunner; committer: Committer }> {
  const look = (): void => {
    for (const watcher of watchers) watcher();
  };
  const alarm = (kind: string, site: string): void => {
    alarms.push({ kind, site, at: performance.now() });
  };
  const disks = { store: new MemoryStore(), journal: new HostJournal(link) };
  const { till_id: tillId, series: enrolmentSeries } = identity;
  const named = { sha256, randomId, tillId, enrolmentSeries };
  const started = await startUp({ ...disks, ...named, text: (b) => text.decode(b) });
  const committer = openCommitter(started.current, disks, clock, alarm, (row, op) =>
    runner.committed(row, op),
  );
  const wire = openWire(link, identity, clock, () => committer.head);
  const recorded = recordedWire(wire, (call) => {
    calls.push(call);
    queueMicrotask(look);
  });
  const runner = new SyncRunner(firstState(setup, identity, clock), [], {
    store: disks.store,
    transport: recorded,
    clock,
    random,
    utf8: (t) => utf8.encode(t),
    base64: toBase64url,
    pull: async (site) => {
      const path = '/v1/sync/changes?datasets=staff,flag&limit=100';
      return (await wire.get(site, path, committer.head)) !== undefined;
    },
    behind: () => false,
    openStream: (reason, old) =>
      openStreamBehind(
        { ...named, store: disks.store, committer, businessDate: () => BUSINESS_DATE },
        { reason, old },
      ),
    onState: look,
    alarm,
  });
  await committer.commit(firstOp(identity.till_id, started.current, 'first-start'));
  link.on('transport.event', ({ site, kind }) => {
    if (kind === 'open' || kind === 'closed')
      runner.dispatch({ type: 'events-open', site, open: kind === 'open' });
    else if (kind !== 'asked') runner.dispatch({ type: 'poked', site, kind });
  });
  return { runner, committer };
}

function saidBy(state: SyncState): string {
  const phases = Object.entries(state.health).map(([id, h]) => `${id} ${h.phase}`);
  return `at ${state.current}, ${phases.join(', ')}`;
}

/** A wait that ends with a step of the loop, never by looking again after a while. */
async function until<T>(
  watchers: Set<() => void>,
  what: () => string,
  ms: number,
  probe: () => T | undefined | false,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const look = (): void => {
    const found = probe();
    if (found !== undefined && found !== false) resolve(found);
  };
  const timer = setTimeout(() => reject(new Error(`waited ${ms} ms for ${what()}`)), ms);
  watchers.add(look);
  look();
  return promise.finally(() => {
    clearTimeout(timer);
    watchers.delete(look);
  });
}
