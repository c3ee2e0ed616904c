import { sha256 } from '@noble/hashes/sha2.js';
import type { IpcAnswer, TillIdentity } from '../../contracts/ipc.ts';
import type { Basket } from '../../domain/basket.ts';
import type { Sale } from '../../domain/sale.ts';
import { DexieStore } from '../../sync/adapters/dexie-store.ts';
import { TillDb } from '../../sync/adapters/till-db.ts';
import { Committer, type CrashPoint } from '../../sync/core/commit.ts';
import type { DocRow, ParkedRow, StreamRow } from '../../sync/core/ports.ts';
import { DEFAULT_SETTINGS } from '../../sync/core/settings.ts';
import { newStreamRow, startUp, streamOpenedFact, type Started } from '../../sync/core/start-up.ts';
import { SyncRunner } from '../../sync/core/sync-runner.ts';
import { newSyncState } from '../../sync/core/sync-state.ts';
import { toBase64url } from '../../domain/oplog/base64url.ts';
import { Catalogue } from './catalogue/catalogue.ts';
import { CatalogueDb } from './catalogue/catalogue-db.ts';
import { FlagSet } from './flags/flag-set.ts';
import { HostJournal } from './host-journal.ts';
import type { HostLink } from './host-link.ts';
import { People } from './people/people.ts';
import { PullLane } from './pull-lane.ts';
import { random, randomId } from './random.ts';
import { receiptLines, receiptText } from './selling/receipt-view.ts';
import { businessDateAt } from './selling/till-rules.ts';
import type { UnconfirmedSale } from './sync-view.ts';
import { WireClient } from './wire-client.ts';
import { workerClock } from './worker-clock.ts';

export type Enrolled = Extract<TillIdentity, { state: 'enrolled' }>;
export type AppInfo = IpcAnswer<'app.info'>;

export type CoreEvents = {
  syncChanged: () => void;
  catalogueChanged: () => void;
  rowsChanged: () => void;
  alarm: (kind: string, next?: string) => void;
  step: (step: 'opening-store' | 'repairing' | 'loading-catalogue') => void;
};

/** Everything a running till is made of, wired once. Screens' commands live in till-desk.ts. */
export type TillCore = {
  identity: Enrolled;
  info: AppInfo;
  db: TillDb;
  store: DexieStore;
  committer: Committer;
  runner: SyncRunner;
  wire: WireClient;
  catalogue: Catalogue;
  people: People;
  flags: FlagSet;
  restored: { basket: Basket | undefined; shift: Started['snapshot']['shift'] };
  parked: () => readonly ParkedRow[];
  unconfirmed: () => readonly UnconfirmedSale[];
  /** A sale was committed: it waits until every required site confirmed it. */
  sold: (sale: UnconfirmedSale) => void;
};

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Half of the tills call each site home, so both are proven all day. */
function homeOf(tillId: string, sites: readonly { id: string }[]): string {
  const sum = sha256(utf8.encode(tillId))[0] ?? 0;
  return sites[sum % sites.length]?.id ?? '';
}

export async function openTillCore(
  host: HostLink,
  identity: Enrolled,
  info: AppInfo,
  events: CoreEvents,
): Promise<TillCore> {
  events.step('opening-store');
  const db = new TillDb();
  const store = new DexieStore(db);
  const journal = new HostJournal(host);
  const ports = {
    store,
    journal,
    tillId: identity.till_id,
    sha256,
    randomId,
    text: (b: Uint8Array) => text.decode(b),
  };
  events.step('repairing');
  const started = await startUp(ports);
  if (started.repaired.journal === 'failed') events.alarm('journal-failed', started.repaired.next);

  const ledger = await openLedger(store, started, events);
  const committer = newCommitter(
    host,
    identity,
    info,
    { store, journal },
    started.current,
    events,
    (row) => runner.committed(row),
  );
  const wire = new WireClient({
    host,
    clock: workerClock,
    randomId,
    identity: {
      region: identity.region,
      regionNumber: identity.region_number,
      appVersion: info.build,
      keys: new Map(identity.sites.map((s) => [s.id, s.key])),
    },
  });
  const catalogue = new Catalogue(
    new CatalogueDb(),
    identity.profile.price_zone,
    events.catalogueChanged,
  );
  const lane = new PullLane({
    db,
    catalogue,
    wire,
    stream: () => committer.head,
    siteKeys: new Map(identity.sites.map((s) => [s.id, s.key])),
    wallMs: workerClock.wallMs,
    rowsChanged: events.rowsChanged,
  });
  const streams = started.fresh === undefined ? started.streams : started.streams.slice(0, -1);
  const runner = new SyncRunner(
    newSyncState({
      now: workerClock.now(),
      sites: identity.sites,
      home: homeOf(identity.till_id, identity.sites),
      streams,
      met: started.snapshot.sites,
      settings: DEFAULT_SETTINGS,
      random,
    }),
    streams,
    {
      store: ledger.store,
      transport: wire,
      clock: workerClock,
      random,
      utf8: (t) => utf8.encode(t),
      base64: toBase64url,
      pull: (site) => lane.pull(site),
      behind: (vec) => lane.behind(vec),
      openStream: (reason, old) => openStream(committer, ports, identity, reason, old),
      onState: events.syncChanged,
      alarm: (kind) => events.alarm(kind),
    },
  );
  if (started.fresh !== undefined)
    await committer.commit(
      streamOpenedFact(
        { tillId: identity.till_id, businessDate: today(identity) },
        started.current,
        started.fresh,
      ),
    );
  await committer.resume(started.snapshot.pending);
  events.step('loading-catalogue');
  await catalogue.load();
  const flags = await FlagSet.open({ storeId: identity.store, tillId: identity.till_id });
  flags.load(await db.rows.where('ds').equals('flag').toArray());
  host.on('transport.event', ({ site, kind }) => {
    if (kind === 'open' || kind === 'closed')
      runner.dispatch({ type: 'events-open', site, open: kind === 'open' });
    else runner.dispatch({ type: 'poked', site, kind });
  });
  return {
    identity,
    info,
    db,
    store,
    committer,
    runner,
    wire,
    catalogue,
    people: new People(db, identity.store),
    flags,
    restored: {
      // Written by BasketDesk alone, as the reducer left it.
      basket: started.snapshot.basket as Basket | undefined,
      shift: started.snapshot.shift,
    },
    parked: ledger.parked,
    unconfirmed: ledger.unconfirmed,
    sold: ledger.sold,
  };
}

function today(identity: Enrolled): string {
  return businessDateAt(workerClock.wallMs(), identity.profile.time_zone);
}

/** Keeps what the sync screen shows in memory, so that no screen ever queries the outbox. */
async function openLedger(
  store: DexieStore,
  started: Started,
  events: CoreEvents,
): Promise<{
  store: DexieStore;
  parked: () => readonly ParkedRow[];
  unconfirmed: () => readonly UnconfirmedSale[];
  sold: (sale: UnconfirmedSale) => void;
}> {
  let parked: readonly ParkedRow[] = started.snapshot.parked;
  let sales: UnconfirmedSale[] = [];
  for (const s of started.streams)
    for (let from = s.released + 1; from <= s.headSeq;) {
      const ops = await store.readOps(s.id, from, 500, Number.MAX_SAFE_INTEGER);
      if (ops.length === 0) break;
      for (const op of ops)
        if (op.kind === 'sale') sales.push({ stream: op.stream, seq: op.seq, atMs: op.atMs });
      from += ops.length;
    }
  const watched = Object.create(store) as DexieStore;
  watched.release = async (stream, upTo) => {
    await store.release(stream, upTo);
    sales = sales.filter((s) => s.stream !== stream || s.seq > upTo);
    events.syncChanged();
  };
  const reread = async (): Promise<void> => {
    parked = await store.parked();
    events.syncChanged();
  };
  watched.park = async (row) => {
    await store.park(row);
    await reread();
  };
  watched.unpark = async (stream, seq) => {
    await store.unpark(stream, seq);
    await reread();
  };
  return {
    store: watched,
    parked: () => parked,
    unconfirmed: () => sales,
    sold: (sale) => {
      sales = [...sales, sale];
    },
  };
}

function newCommitter(
  host: HostLink,
  identity: Enrolled,
  info: AppInfo,
  disks: { store: DexieStore; journal: HostJournal },
  current: StreamRow,
  events: CoreEvents,
  onDurable: (row: StreamRow) => void,
): Committer {
  return new Committer(
    current,
    {
      ...disks,
      clock: workerClock,
      sha256,
      utf8: (t) => utf8.encode(t),
      print: (doc) => print(host, identity, doc),
      reached: (point) => dieAt(host, info, point),
      alarm: events.alarm,
    },
    onDurable,
  );
}

async function print(host: HostLink, identity: Enrolled, doc: DocRow): Promise<void> {
  // The document's body is the sale this till wrote.
  const lines = receiptLines(doc.body as Sale, identity.profile);
  const answer = await host.invoke('receipt.print', {
    doc_no: doc.docNo,
    text: receiptText(lines),
    open_drawer: true,
  });
  if (!answer.ok) throw new Error(answer.kind);
}

/** Tests of unpackaged builds name a crash point; everywhere else this does nothing. */
async function dieAt(host: HostLink, info: AppInfo, point: CrashPoint): Promise<void> {
  if (info.crash_at !== point) return;
  await host.invoke('app.crash', { point });
  await new Promise(() => undefined);
}

async function openStream(
  committer: Committer,
  ports: Parameters<typeof newStreamRow>[0],
  identity: Enrolled,
  reason: 'forked' | 'behind-server',
  old: string,
): Promise<void> {
  if (committer.head.id !== old) return;
  const row = newStreamRow(ports, committer.head);
  await committer.moveTo(row);
  const fact = streamOpenedFact(
    { tillId: identity.till_id, businessDate: today(identity) },
    row,
    reason,
  );
  await committer.commit(fact);
}
