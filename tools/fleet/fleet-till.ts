import { toBase64url } from '../../src/domain/oplog/base64url.ts';
import type { TransportRequest, TransportResult } from '../../src/contracts/ipc.ts';
import { sha256 } from '../../src/main/identity/ed25519.ts';
import type { EnrolledTill } from '../../src/main/identity/till-session.ts';
import { openConnections } from '../../src/main/transport/connections.ts';
import { makeDial } from '../../src/main/transport/dial.ts';
import { BackEndSets } from '../../src/main/transport/back-end-sets.ts';
import { siteTransport } from '../../src/main/transport/site-transport.ts';
import { HostLink } from '../../src/renderer/till-worker/host-link.ts';
import { randomId } from '../../src/renderer/till-worker/random.ts';
import { WireClient } from '../../src/renderer/till-worker/wire-client.ts';
import { Committer, type OnDurable } from '../../src/sync/core/commit.ts';
import { newStreamRow, openStreamBehind } from '../../src/sync/core/open-stream.ts';
import type { Clock, Journal, StreamRow, SyncTransport } from '../../src/sync/core/ports.ts';
import type { SyncSettings } from '../../src/sync/core/settings.ts';
import { SyncRunner } from '../../src/sync/core/sync-runner.ts';
import { newSyncState, type SyncState } from '../../src/sync/core/sync-state.ts';
import { BUSINESS_DATE, firstOp } from '../faults/headless-parts.ts';
import { recordedWire } from '../faults/recorded-wire.ts';
import { fleetSale } from './fleet-sale.ts';
import { FleetStore, type Told } from './fleet-store.ts';
import type { FleetTally, Phase } from './fleet-tally.ts';

export type FleetTillSetup = {
  identity: EnrolledTill;
  home: string;
  settings: SyncSettings;
  tally: FleetTally;
  /** It looks for the other site's word as tills are shipped, so its times count. */
  isSample: boolean;
};

/** One till of a fleet: it sells and empties its queue; its disk is memory. */
export type FleetTill = {
  readonly state: SyncState;
  readonly headSeq: number;
  /** Ops that some required site has not confirmed. */
  readonly waiting: number;
  sell(): Promise<void>;
  told(): Told[];
  stop(): void;
};

type Sold = { seq: number; at: number; phase: Phase };

const utf8 = new TextEncoder();

const CLOCK: Clock = {
  now: () => performance.now(),
  wallMs: () => Date.now(),
  wakeAt(at, run) {
    const timer = setTimeout(run, Math.max(0, at - performance.now()));
    return () => clearTimeout(timer);
  },
};

/** Opens the till's stream and starts its loop; resolves when its first op is committed. */
export async function startFleetTill(setup: FleetTillSetup): Promise<FleetTill> {
  const { identity, tally, isSample } = setup;
  const toFirst: Sold[] = [];
  const toBoth: Sold[] = [];
  const store = new FleetStore((upTo) => {
    for (const sold of takeUpTo(toBoth, upTo)) sold.phase.bothSites.push(since(sold));
  });
  const { wire, close } = openFleetWire(identity, () => committer.head);
  const recorded = recordedWire(wire, ({ kind, verdict, contiguous = 0 }) => {
    tally.ended(kind, verdict);
    for (const sold of takeUpTo(toFirst, contiguous)) sold.phase.firstSite.push(since(sold));
  });
  const { series: enrolmentSeries } = identity.credential;
  const named = { sha256, randomId, tillId: identity.tillId, enrolmentSeries };
  const opened = newStreamRow(named, undefined, enrolmentSeries);
  const committer = openFleetCommitter(identity, opened, store, (row, op) =>
    runner.committed(row, op),
  );
  const runner = new SyncRunner(stateOf(setup), [], {
    store,
    transport: counted(recorded, tally),
    clock: CLOCK,
    random: Math.random,
    utf8: (t) => utf8.encode(t),
    base64: toBase64url,
    pull: () => Promise.resolve(true),
    behind: () => false,
    openStream: (reason, old) =>
      openStreamBehind(
        { ...named, store, committer, businessDate: () => BUSINESS_DATE },
        {
          reason,
          old,
        },
      ),
    onState: () => undefined,
    alarm: () => undefined,
  });
  await committer.commit(firstOp(identity.tillId, opened, 'first-start'));
  return {
    get state() {
      return runner.state;
    },
    get headSeq() {
      return committer.head.headSeq;
    },
    get waiting() {
      return runner.state.streams.reduce((n, s) => n + s.headSeq - s.released, 0);
    },
    async sell() {
      const { phase } = tally;
      const at = performance.now();
      const done = await committer.commit(fleetSale(identity.credential, committer.head.id));
      if (!done.ok) throw new Error(`a till could not sell: ${done.kind}`);
      const sold = { seq: done.op.seq, at, phase };
      toFirst.push(sold);
      if (isSample) toBoth.push(sold);
      phase.sold += 1;
    },
    told: () => store.told(),
    stop() {
      runner.stop();
      close();
    },
  };
}

const since = ({ at }: Sold): number => performance.now() - at;

function takeUpTo(waiting: Sold[], seq: number): Sold[] {
  const end = waiting.findIndex((sold) => sold.seq > seq);
  return waiting.splice(0, end < 0 ? waiting.length : end);
}

/** Signs as main does; lines of thousands of journals on one disk would measure that disk. */
function journalOf(identity: EnrolledTill): Journal {
  return {
    open: () => Promise.resolve({ ok: true, value: NOTHING }),
    append: (_stream, ops) =>
      Promise.resolve({ ok: true, value: ops.map((op) => identity.sign('op', op.opId)) }),
    read: () => Promise.resolve([]),
    prune: () => Promise.resolve(),
  };
}
const NOTHING = { heads: [], tornBytesCut: 0, marker: undefined };

function openFleetCommitter(
  identity: EnrolledTill,
  opened: StreamRow,
  store: FleetStore,
  onDurable: OnDurable,
): Committer {
  const ports = {
    store,
    journal: journalOf(identity),
    clock: CLOCK,
    sha256,
    utf8: (t: string) => utf8.encode(t),
    print: () => Promise.resolve(),
    reached: () => Promise.resolve(),
    alarm: () => undefined,
  };
  return new Committer(opened, ports, onDurable);
}

function stateOf({ identity, home, settings }: FleetTillSetup): SyncState {
  const { sites } = identity.region.file;
  const now = CLOCK.now();
  return newSyncState({ now, sites, home, streams: [], met: [], settings, random: Math.random });
}

/** The till's real wire and transport, with sockets of its own; pokes are left out. */
function openFleetWire(
  identity: EnrolledTill,
  stream: () => StreamRow,
): { wire: SyncTransport; close: () => void } {
  const connections = openConnections();
  const session = { current: () => identity, applyRegionFile: () => Promise.resolve(false) };
  const transport = siteTransport(session, makeDial(connections), new BackEndSets(), {
    holds: () => false,
  });
  const host = new HostLink({
    postMessage(message) {
      if (!('host' in message)) return;
      const { id, channel, arg } = message.host;
      void answer(channel, arg).then((given) =>
        host.take({ hostAnswer: { id, ok: true, reply: { ok: true, answer: given } } }),
      );
    },
    addEventListener: () => undefined,
  });
  async function answer(channel: string, arg: unknown): Promise<TransportResult | object> {
    if (channel === 'transport.request') return transport.request(arg as TransportRequest);
    if (channel === 'transport.abort') transport.abort((arg as { id: string }).id);
    return {};
  }
  const { region, number, sites } = identity.region.file;
  const keys = new Map(sites.map((s) => [s.id, s.key]));
  const wire = new WireClient({
    host,
    clock: CLOCK,
    randomId,
    stream,
    serverClock: { offsetAtStart: 0, learned: () => undefined },
    identity: { region, regionNumber: number, appVersion: 'fleet', keys },
  });
  return { wire, close: () => connections.close() };
}

function counted(wire: SyncTransport, tally: FleetTally): SyncTransport {
  return {
    hello: (...ask) => {
      tally.asked('hello');
      return wire.hello(...ask);
    },
    ops: (site, stream, header, ...rest) => {
      tally.asked('ops');
      tally.opsSent += header.count;
      return wire.ops(site, stream, header, ...rest);
    },
    abort: (flight) => wire.abort(flight),
    // Pokes are left out: tills look by hello.
    events: () => undefined,
  };
}
