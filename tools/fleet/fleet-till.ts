import type { ChangeRow } from '../../src/contracts/wire.ts';
import { toBase64url } from '../../src/domain/oplog/base64url.ts';
import { sha256 } from '../../src/main/identity/ed25519.ts';
import type { EnrolledTill } from '../../src/main/identity/till-session.ts';
import { randomId } from '../../src/renderer/till-worker/random.ts';
import { listenToSites } from '../../src/renderer/till-worker/listen-to-sites.ts';
import { Committer, type OnDurable } from '../../src/sync/core/commit.ts';
import { newStreamRow, openStreamBehind } from '../../src/sync/core/open-stream.ts';
import type { Journal, StreamRow, SyncTransport } from '../../src/sync/core/ports.ts';
import type { SyncSettings } from '../../src/sync/core/settings.ts';
import { SyncRunner } from '../../src/sync/core/sync-runner.ts';
import { newSyncState, type SyncState } from '../../src/sync/core/sync-state.ts';
import { BUSINESS_DATE, firstOp } from '../faults/headless-parts.ts';
import { recordedWire } from '../faults/recorded-wire.ts';
import { fleetSale } from './fleet-sale.ts';
import { FleetStore, type Told } from './fleet-store.ts';
import { fleetLane } from './fleet-lane.ts';
import { FLEET_CLOCK, openFleetWire } from './fleet-wire.ts';
import type { FleetTally, Phase } from './fleet-tally.ts';

export type FleetTillSetup = {
  identity: EnrolledTill;
  home: string;
  settings: SyncSettings;
  tally: FleetTally;
  /** It looks for the other site's word as tills are shipped, so its times count. */
  isSample: boolean;
  /** Listens to pokes and holds head office's rows, as a till in a store does; told of each that is genuine. */
  onRow?: (row: ChangeRow) => void;
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

/** Opens the till's stream and starts its loop; resolves when its first op is committed. */
export async function startFleetTill(setup: FleetTillSetup): Promise<FleetTill> {
  const { identity, tally, isSample } = setup;
  const toFirst: Sold[] = [];
  const toBoth: Sold[] = [];
  const store = new FleetStore((upTo) => {
    for (const sold of takeUpTo(toBoth, upTo)) sold.phase.bothSites.push(since(sold));
  });
  const { host, wire, close } = openFleetWire(identity, () => committer.head);
  const lane = setup.onRow && fleetLane(identity, wire, () => committer.head, setup.onRow);
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
    transport: counted(recorded, tally, lane !== undefined),
    clock: FLEET_CLOCK,
    random: Math.random,
    utf8: (t) => utf8.encode(t),
    base64: toBase64url,
    pull: (site) => lane?.pull(site) ?? Promise.resolve(true),
    behind: (vec) => lane?.behind(vec) ?? false,
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
  if (lane !== undefined)
    listenToSites(
      host,
      runner,
      () => undefined,
      (moved) => lane.poked(moved),
    );
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
    clock: FLEET_CLOCK,
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
  const now = FLEET_CLOCK.now();
  return newSyncState({ now, sites, home, streams: [], met: [], settings, random: Math.random });
}

function counted(wire: SyncTransport, tally: FleetTally, listens: boolean): SyncTransport {
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
    // Without pokes tills look by hello.
    events: (site, on) => (listens ? wire.events(site, on) : undefined),
  };
}
