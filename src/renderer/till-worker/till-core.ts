import type { PaymentTerminal } from '../../contracts/payment-terminal.ts';
import type { DocumentSignedBody } from '../../contracts/signing-device.ts';
import type { DocRow, ShiftRow } from '../../sync/core/ports.ts';
import type { RefundUnderWay } from '../../domain/after/refund-under-way.ts';
import type { CardAttempt, CardCrashPoint } from '../../domain/pay/card-attempt.ts';
import type { AlarmKind } from '../shared/alarm-kinds.ts';
import type { AppInfo, Enrolled } from './enrolled.ts';
import type { OpenBasket } from './selling/open-basket.ts';
import { TillDb } from '../../sync/adapters/till-db.ts';
import type { Committer } from '../../sync/core/commit.ts';
import { startUp, type Started } from '../../sync/core/start-up.ts';
import type { SyncRunner } from '../../sync/core/sync-runner.ts';
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
import { openRunner } from './open-runner.ts';
import { openSteering, type Steering } from './open-steering.ts';
import { openTerminal } from './open-terminal.ts';
import { openWire } from './open-wire.ts';
import { OutboxStore } from './outbox-store.ts';
import { OwnOpsLane, type OwnOpsLanePorts } from './own-ops-lane.ts';
import { People } from './people/people.ts';
import { Rights } from './people/rights.ts';
import { CardStore } from './paying/card-store.ts';
import { RefundStore } from './returns/refund-store.ts';
import { tillSinks, type TillSinksPorts } from './head-office/till-sinks.ts';
import { NewsAge } from './head-office/news-age.ts';
import { PullLane } from './pull-lane.ts';
import { openReceipts, type Receipts } from './selling/receipt-of.ts';
import { openServerClock } from './server-clock.ts';
import { keepAside } from './set-aside.ts';
import { followDevice, openSigning } from './signing/open-signing.ts';
import type { SigningDesk } from './signing/signing-desk.ts';
import { toldBefore } from './signing/told-to-device.ts';
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
  /** No site was heard for so long that what it serves may be quite another (NEWS5). */
  newsAreOld: (isOld: boolean) => void;
  /** The signing device failed, or works again. */
  deviceIs: (isDown: boolean) => void;
  /** What became of a document's signature is known. */
  sealed: (doc: DocRow, seal: DocumentSignedBody) => void;
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
  newsAge: NewsAge;
  /** Undefined where the store knows no member cards. */
  customers: Customers | undefined;
  people: People;
  rights: Rights;
  health: HealthTally;
  /** Where cards are paid; undefined where the host has none. */
  terminal: PaymentTerminal | undefined;
  /** What signs the store's documents; undefined where none of them is signed. */
  signing: SigningDesk | undefined;
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
  const { pending } = started.snapshot;
  const signing = await openSigning(host, identity, db, started.snapshot, () => committer, events);
  const committer = openCommitter(
    host,
    receipts.receiptOf,
    info,
    { store, journal },
    started,
    { alarm: events.alarm, ...countSales(health, events.committed) },
    running,
    (row, op) => runner.committed(row, op),
    signing,
  );
  const serverClock = await openServerClock(db, () => workerClock.wallMs());
  const timed = telling(serverClock, () => forgetting.timeWasTold());
  const wire = openWire(host, identity, info, timed, () => committer.head, health);
  const forgetting = openForgetting({ store, journal }, wire, (stream, firstAvailable) =>
    runner.dispatch({ type: 'forgotten', stream, firstAvailable }),
  );
  const catalogue = openCatalogue(identity, events);
  const customers = openCustomers(identity.profile);
  const held = { db, catalogue, customers, rowsChanged: events.rowsChanged };
  const newsAge = await openNewsAge(db, events);
  const lane = openPullLane(identity, held, wire, committer, newsAge);
  const { openStream, beginFresh } = streamOpening(identity, store, committer);
  const ownOps = openOwnOps(host, identity, { db, store, journal, wire }, committer, {
    ...events,
    recovered: (row) => runner.recovered(row),
    openStream: (old, used) => openStream({ reason: 'behind-server', old, used }),
  });
  const runner = openRunner(identity, started, { store, wire, lane, ownOps, openStream }, events);
  const parts = { db, committer, runner, lane, wire, changed: events.syncChanged };
  await beginFresh(started);
  await committer.resume(pending);
  await toldBefore(signing, store, pending);
  listenToSites(host, runner, events.asked, (moved) => lane.poked(moved));
  followDevice(signing);
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
    newsAge,
    customers,
    people: new People(db, identity.store),
    rights,
    ...(await openSteering(host, identity, parts, health)),
    health,
    terminal: openTerminal(host, info),
    signing,
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

function openNewsAge(db: TillDb, { newsAreOld }: CoreEvents): Promise<NewsAge> {
  return NewsAge.open({ db, wallMs: () => workerClock.wallMs(), isOld: newsAreOld });
}

function openPullLane(
  identity: Enrolled,
  held: Pick<TillSinksPorts, 'db' | 'catalogue' | 'customers' | 'rowsChanged'>,
  wire: WireClient,
  committer: Committer,
  newsAge: NewsAge,
): PullLane {
  const wallMs = (): number => workerClock.wallMs();
  return new PullLane({
    get: (site) => (path) => wire.get(site, path, committer.head),
    sinks: tillSinks({ ...held, siteKeys: siteKeys(identity), wallMs }),
    now: () => workerClock.now(),
    current: () => newsAge.current(),
  });
}
