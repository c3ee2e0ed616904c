import { sha256 } from '@noble/hashes/sha2.js';
import type { PaymentTerminal } from '../../contracts/payment-terminal.ts';
import type { ShiftRow } from '../../sync/core/ports.ts';
import type { RefundUnderWay } from '../../domain/after/refund-under-way.ts';
import type { CardAttempt, CardCrashPoint } from '../../domain/pay/card-attempt.ts';
import type { AlarmKind } from '../shared/alarm-kinds.ts';
import type { AppInfo, Enrolled } from './enrolled.ts';
import type { OpenBasket } from './selling/open-basket.ts';
import { toBase64url } from '../../domain/oplog/base64url.ts';
import { TillDb } from '../../sync/adapters/till-db.ts';
import type { Committer } from '../../sync/core/commit.ts';
import type { OpenStream } from '../../sync/core/open-stream.ts';
import { DEFAULT_SETTINGS } from '../../sync/core/settings.ts';
import { startUp, type Started } from '../../sync/core/start-up.ts';
import { SyncRunner } from '../../sync/core/sync-runner.ts';
import { newSyncState } from '../../sync/core/sync-state.ts';
import { Catalogue } from './catalogue/catalogue.ts';
import { CatalogueDb } from './catalogue/catalogue-db.ts';
import { openCustomers } from './customer/open-customers.ts';
import type { Customers } from './customer/customers.ts';
import { Forgetting, type ForgettingPorts } from './forgetting.ts';
import { listenToSites } from './listen-to-sites.ts';
import type { HealthTally } from './health/health-tally.ts';
import { countSales } from './health/count-sales.ts';
import { openHealth } from './health/open-health.ts';
import { HostJournal } from './host-journal.ts';
import { openRunning, openShifts, ownStreams } from './close/open-running.ts';
import type { RunningShift } from './close/running-shift.ts';
import type { HostLink } from './host-link.ts';
import { dieAt } from './die-at.ts';
import { openCommitter } from './open-committer.ts';
import { openSteering, type Steering } from './open-steering.ts';
import { openTerminal } from './open-terminal.ts';
import { openWire } from './open-wire.ts';
import { OutboxStore } from './outbox-store.ts';
import { OwnOpsLane, type OwnOpsLanePorts } from './own-ops-lane.ts';
import { People } from './people/people.ts';
import { Rights } from './people/rights.ts';
import { CardStore } from './paying/card-store.ts';
import { RefundStore } from './returns/refund-store.ts';
import { PullLane } from './pull-lane.ts';
import { random } from './random.ts';
import { openReceipts, type Receipts } from './selling/receipt-of.ts';
import { openServerClock } from './server-clock.ts';
import { keepAside } from './set-aside.ts';
import { newStreamPorts, streamOpening } from './stream-opening.ts';
import type { WireClient, WireClientPorts } from './wire-client.ts';
import { workerClock } from './worker-clock.ts';

export type CoreEvents = {
  syncChanged: () => void;
  catalogueChanged: () => void;
  rowsChanged: () => void;
  /** An op of this kind is on disk. */
  committed: (kind: string) => void;
  /** A site may know of a till that asks for a parked basket. */
  asked: (site: string) => void;
  /** Ops that came back tell of another open shift than this till knew, or that it is over. */
  shiftIs: OwnOpsLanePorts['shiftIs'];
  alarm: (kind: AlarmKind, next?: string) => void;
  step: (step: 'opening-store' | 'repairing') => void;
};

/** Everything a running till is made of, wired once. Screens' commands live in till-desk.ts. */
export type TillCore = Steering & {
  identity: Enrolled;
  info: AppInfo;
  /** What the page asked for at start, as it was answered. */
  keepsData: boolean;
  db: TillDb;
  store: OutboxStore;
  committer: Committer;
  /** The figures of the open shift. */
  running: RunningShift;
  /** Receipts of documents, as screen and paper show them. */
  receipts: Receipts;
  runner: SyncRunner;
  wire: WireClient;
  catalogue: Catalogue;
  /** Undefined where the store knows no member cards. */
  customers: Customers | undefined;
  people: People;
  rights: Rights;
  health: HealthTally;
  /** Where cards are paid; undefined where the host has none. */
  terminal: PaymentTerminal | undefined;
  /** A named place of the card path was reached; tests die there. */
  reached: (point: CardCrashPoint) => Promise<void>;
  restored: {
    open: OpenBasket | undefined;
    shifts: readonly ShiftRow[];
    /** Card payments that were not over. */
    cards: CardAttempt[];
    /** A return whose money goes back to cards, and whose document is not written. */
    refund: RefundUnderWay | undefined;
  };
};

const utf8 = new TextEncoder();
const text = new TextDecoder();

export async function openTillCore(
  host: HostLink,
  identity: Enrolled,
  info: AppInfo,
  events: CoreEvents,
): Promise<TillCore> {
  events.step('opening-store');
  const db = new TillDb();
  const store = new OutboxStore(db, events.syncChanged);
  const journal = new HostJournal(host);
  events.step('repairing');
  const started = await repair(identity, { store, journal }, events);
  await store.recall(started.streams);

  const running = openRunning(store, started.snapshot, ownStreams(identity.till_id));
  const receipts = await openReceipts(host, identity.profile);
  const health = await openHealth(db, workerClock);
  const committer = openCommitter(
    host,
    receipts.receiptOf,
    info,
    { store, journal },
    started,
    { alarm: events.alarm, ...countSales(health, events.committed) },
    running,
    (row, op) => runner.committed(row, op),
  );
  const serverClock = await openServerClock(db, () => workerClock.wallMs());
  const timed = telling(serverClock, () => forgetting.timeWasTold());
  const wire = openWire(host, identity, info, timed, () => committer.head, health);
  const forgetting = openForgetting({ store, journal }, wire, (stream, firstAvailable) =>
    runner.dispatch({ type: 'forgotten', stream, firstAvailable }),
  );
  const catalogue = openCatalogue(identity, events);
  const customers = openCustomers(identity.profile);
  const lane = new PullLane({
    db,
    catalogue,
    customers,
    wire,
    stream: () => committer.head,
    siteKeys: siteKeys(identity),
    wallMs: () => workerClock.wallMs(),
    rowsChanged: events.rowsChanged,
  });
  const { openStream, beginFresh } = streamOpening(identity, store, committer);
  const ownOps = openOwnOps(host, identity, { db, store, journal, wire }, committer, {
    ...events,
    recovered: (row) => runner.recovered(row),
    openStream: (old, used) => openStream({ reason: 'behind-server', old, used }),
  });
  const runner = openRunner(identity, started, { store, wire, lane, ownOps, openStream }, events);
  const parts = { db, committer, runner, lane, wire, changed: events.syncChanged };
  await beginFresh(started);
  await committer.resume(started.snapshot.pending);
  listenToSites(host, runner, events.asked);
  // Written by TillDesk alone.
  const open = started.snapshot.basket as OpenBasket | undefined;
  const rights = new Rights(db, identity.store);
  await rights.load();
  return {
    identity,
    info,
    keepsData: await navigator.storage.persisted().catch(() => false),
    db,
    store,
    committer,
    running,
    receipts,
    runner,
    wire,
    catalogue,
    customers,
    people: new People(db, identity.store),
    rights,
    ...(await openSteering(host, identity, parts)),
    health,
    terminal: openTerminal(host, info),
    reached: (point) => dieAt(host, info, point, 'card'),
    restored: { open, shifts: openShifts(started.snapshot), ...(await moneyUnderWay(db)) },
  };
}

/** What of a life before is still to be settled with terminals. */
async function moneyUnderWay(db: TillDb): Promise<Pick<TillCore['restored'], 'cards' | 'refund'>> {
  return { cards: await new CardStore(db).all(), refund: await new RefundStore(db).load() };
}

/** Read behind everything else: somebody signs in first. */
function openCatalogue({ profile }: Enrolled, { catalogueChanged }: CoreEvents): Catalogue {
  const catalogue = new Catalogue(new CatalogueDb(), profile.price_zone, catalogueChanged);
  catalogue.open();
  return catalogue;
}

function openForgetting(
  disks: Pick<ForgettingPorts, 'store' | 'journal'>,
  wire: WireClient,
  forgotten: ForgettingPorts['forgotten'],
): Forgetting {
  return new Forgetting({
    ...disks,
    clock: workerClock,
    correctedMs: () => wire.correctedMs(),
    forgotten,
  });
}

async function repair(
  identity: Enrolled,
  disks: { store: OutboxStore; journal: HostJournal },
  events: CoreEvents,
): Promise<Started> {
  const started = await startUp({
    ...disks,
    ...newStreamPorts(identity),
    text: (b) => text.decode(b),
  });
  if (started.repaired.journal === 'failed') events.alarm('journal-failed', started.repaired.next);
  if (started.fresh !== undefined && started.fresh !== 'first-start') events.alarm(started.fresh);
  return started;
}

type OwnOpsEars = Pick<OwnOpsLanePorts, 'recovered' | 'openStream' | 'shiftIs'> &
  Pick<CoreEvents, 'alarm'>;

function openOwnOps(
  host: HostLink,
  identity: Enrolled,
  disks: { db: TillDb; store: OutboxStore; journal: HostJournal; wire: WireClient },
  committer: Committer,
  { alarm, ...ears }: OwnOpsEars,
): OwnOpsLane {
  return new OwnOpsLane({
    ...disks,
    ...ears,
    tillId: identity.till_id,
    siteKeys: siteKeys(identity),
    now: () => workerClock.now(),
    current: () => committer.head,
    async credential() {
      const vouched = await host.invoke('identity.vouch', { op_ids: [] });
      return vouched.ok ? vouched.credential : undefined;
    },
    async setAside(site, ops) {
      alarm('own-ops-forged');
      await keepAside(disks.db, site, workerClock.wallMs(), ops);
    },
  });
}

/** Head office's clock, with somebody else who wants to know when it was told. */
function telling(clock: WireClientPorts['serverClock'], also: () => void) {
  const learned = (offsetMs: number): void => {
    clock.learned(offsetMs);
    also();
  };
  return { ...clock, learned };
}

function siteKeys(identity: Enrolled): Map<string, string> {
  return new Map(identity.sites.map((s) => [s.id, s.key]));
}

/** Half of the tills call each site home, so both are proven all day. */
function homeOf(tillId: string, sites: readonly { id: string }[]): string {
  const sum = sha256(utf8.encode(tillId))[0] ?? 0;
  return sites[sum % sites.length]?.id ?? '';
}

function openRunner(
  identity: Enrolled,
  started: Started,
  parts: {
    store: OutboxStore;
    wire: WireClient;
    lane: PullLane;
    ownOps: OwnOpsLane;
    openStream: (asked: OpenStream) => Promise<void>;
  },
  events: CoreEvents,
): SyncRunner {
  const { store, wire, lane, ownOps, openStream } = parts;
  // A stream without its first op is not there yet: the commit of that op tells the loop of it.
  const streams = started.fresh === undefined ? started.streams : started.streams.slice(0, -1);
  const state = newSyncState({
    now: workerClock.now(),
    sites: identity.sites,
    home: homeOf(identity.till_id, identity.sites),
    streams,
    met: started.snapshot.sites,
    settings: DEFAULT_SETTINGS,
    random,
  });
  return new SyncRunner(state, streams, {
    store,
    transport: wire,
    clock: workerClock,
    random,
    utf8: (t) => utf8.encode(t),
    base64: toBase64url,
    pull: async (site) => {
      // Beside the pull: old ops may take long, and prices must not wait for them.
      void ownOps.attempt(site).catch(() => undefined);
      return lane.pull(site);
    },
    behind: (vec) => lane.behind(vec),
    openStream: async (reason, old) => {
      await openStream({ reason, old });
      // What the site knows more than we do is ours: it is asked for (D12).
      ownOps.askAgain();
    },
    onState: events.syncChanged,
    alarm: (kind) => events.alarm(kind),
  });
}
