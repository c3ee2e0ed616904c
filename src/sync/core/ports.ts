import type { DocumentSignedBody } from '../../contracts/signing-device.ts';
import type { DeclarationAdjustedBody } from '../../contracts/declaration-adjusted.ts';
import type { HelloAnswer, HelloRequest, OpsAnswer, OpsHeader } from '../../contracts/wire.ts';
import type { Deadlines } from './sync-events.ts';
import type { Outcome } from './verdict.ts';

/** One stream of this till's database, with its head; `released` is what both sites confirmed. */
export type StreamRow = {
  /** The stream's id; of a branch that diverged from it, the id and a number (`branch-key.ts`). */
  id: string;
  salt: string;
  series: string;
  prevStream: string | undefined;
  headSeq: number;
  headOpId: string;
  nextDocNo: number;
  /** Next number of training's documents; absent before the first. */
  nextTrainingNo?: number;
  released: number;
  firstAvailable: number;
  closed: boolean;
};

/** One op, its exact bytes, and the till's signature standing beside it (D10). */
export type OpRow = {
  stream: string;
  seq: number;
  prev: string;
  opId: string;
  kind: string;
  businessDate: string;
  atMs: number;
  raw: Uint8Array;
  sig: string | undefined;
};

/** A document of this till, kept for receipts and refunds. `body` is the sale as it was told. */
export type DocRow = {
  docId: string;
  docNo: string;
  stream: string;
  seq: number;
  shiftId: string;
  businessDate: string;
  closedMs: number;
  gross: number;
  /** Receipts printed of it beside the first one. */
  copies?: number;
  /** What became of its signature, where the store's documents are signed (TSE6). */
  seal?: DocumentSignedBody;
  /** What it is found by (FND1); rows of an older version have none until the index is filled. */
  finds?: readonly string[];
  body: unknown;
};

/**
 * A basket that waits on this till to be recalled, as its op told of it. Each is put there once; what is
 * gone stays gone, in whatever order its ops come back from another copy (PARK3).
 */
export type ShelvedRow = {
  parkId: string;
  isGone: boolean;
  body: unknown;
  /**
   * It came from another till: a site that is behind may tell of it again, so that its place stays marked
   * when it is taken off (PARK5).
   */
  isMarked?: true;
};

/**
 * Onto the shelf, or off it; `open` becomes the till's open basket in the same transaction. `putOnce`
 * refuses a basket that is or ever was there.
 */
export type Shelving =
  { put: ShelvedRow } | { putOnce: ShelvedRow } | { take: string; open?: unknown };

/** How many copies of a document's receipt were printed by then, or what became of its signature. */
export type Copied = { docId: string; count: number; seal?: DocumentSignedBody };

/** What still has to happen after a commit: the journal line, then paper and drawer (D11). */
export type PendingRow = { stream: string; seq: number; docId: string | undefined };

export type ParkedRow = {
  stream: string;
  seq: number;
  opId: string;
  kind: string;
  reason: string;
  atMs: number;
};

export type ShiftRow = {
  shiftId: string;
  businessDate: string;
  cashier: string;
  float: number;
  currency: string;
  openedMs: number;
  /** The drawer is locked until somebody takes the shift over (dom-Z9). */
  suspended?: { cashier: string; atMs: number };
  /** The drawer is its cashier's own, and others may be open beside it; everybody's where absent (dom-Z9). */
  drawer?: 'own';
};

/** A shift that was closed: its Z as it was told, and where (dom-Z1). */
export type ZRow = {
  zId: string;
  zNo: number;
  series: string;
  shiftId: string;
  closedMs: number;
  stream: string;
  seq: number;
  opId: string;
  /** Papers printed of it beside the first one. */
  copies?: number;
  /** What was put right of its declaration since, in order (dom-Z12). */
  adjusted?: readonly DeclarationAdjustedBody[];
  body: unknown;
};

/** The till is in training: since when, and who practises (TRN1). */
export type TrainingRow = { cashier: string; sinceMs: number };

/** One strict transaction (D11): all of it is on disk, or none of it. */
export type CommitTx = {
  op: OpRow;
  /** The stream row after the op; `headSeq` and `headOpId` are the op's. */
  stream: StreamRow;
  doc: DocRow | undefined;
  /** A practised document: kept where no sale is looked for (TRN4). */
  trainingDoc?: DocRow;
  /** Training begins; null: it is over. */
  training?: TrainingRow | null;
  clearBasket: boolean;
  /** The drawer that is everybody's; null: it is closed. */
  shift: ShiftRow | null | undefined;
  /** A cashier's own drawer, or the id of one that is closed. */
  drawer?: ShiftRow | { closed: string };
  /** The Z that closed it. */
  z?: ZRow;
  pending: PendingRow;
  /** A receipt was printed once more: how many copies of the document there are now. */
  copied?: Copied;
  /** What became of a document's signature: it stands with the document from here on. */
  sealed?: { docId: string; seal: DocumentSignedBody };
  /** A declaration was put right: it stands with the Z from here on. */
  adjusted?: DeclarationAdjustedBody;
  shelf?: Shelving;
  /** A single row of the till that the op tells of. */
  kept?: { name: string; value: unknown };
};

/** Which life of a site this till last met, and the dead ones; kept over restarts (D4). */
export type SiteMemory = { site: string; incarnation: string; past: readonly string[] };

export type StoreSnapshot = {
  streams: StreamRow[];
  pending: PendingRow[];
  parked: ParkedRow[];
  basket: unknown;
  /** The open shift that is everybody's. */
  shift: ShiftRow | undefined;
  /** Those of cashiers with a drawer of their own, in no order. */
  drawers: readonly ShiftRow[];
  training: TrainingRow | undefined;
  sites: SiteMemory[];
};

/** The till database. Contract suite: `testing/local-store-contract.ts`. */
export type LocalStore = {
  load(): Promise<StoreSnapshot>;
  /**
   * `moved`: the stored head is not the op's predecessor, so another writer was here;
   * nothing was written. `gone`: what was to be taken off the shelf is not there, and nothing was
   * written either. Resolves only when the transaction is on disk.
   */
  commit(tx: CommitTx): Promise<'committed' | 'moved' | 'gone'>;
  saveBasket(basket: unknown): Promise<void>;
  /** Journal line and paper are done; the till's signature is kept beside the op. */
  pendingDone(stream: string, seq: number, sig: string | undefined): Promise<void>;
  /** Consecutive ops from `from`, at most `maxOps` and `maxBytes` (but always one). */
  readOps(stream: string, from: number, maxOps: number, maxBytes: number): Promise<OpRow[]>;
  release(stream: string, upTo: number): Promise<void>;
  park(row: ParkedRow): Promise<void>;
  unpark(stream: string, seq: number): Promise<void>;
  parked(): Promise<ParkedRow[]>;
  rememberSite(memory: SiteMemory): Promise<void>;
  /**
   * Ops another copy still had (journal, own ops): written as they are, heads moved along; documents
   * and copies as `mergeDocs` says.
   */
  importOps(
    stream: StreamRow,
    ops: readonly OpRow[],
    docs: readonly DocRow[],
    copied?: readonly Copied[],
    shelved?: readonly ShelvedRow[],
    trained?: readonly DocRow[],
    zs?: readonly ZRow[],
    adjusted?: readonly DeclarationAdjustedBody[],
  ): Promise<void>;
  /** Every Z this till knows of, in no order. */
  zs(): Promise<ZRow[]>;
  /** What the ops of another copy say of the shift; a commit says it otherwise. */
  setShift(shift: ShiftRow | undefined): Promise<void>;
  /** The same, but only where the one with this id, or none, is open still; false where not. */
  swapShift(was: string | undefined, shift: ShiftRow | undefined): Promise<boolean>;
  /** Drawers of cashiers' own: these and no others are open. */
  setDrawers(drawers: readonly ShiftRow[]): Promise<void>;
  /** One more is open, unless a Z closed it or it is known; false where not. */
  addDrawer(drawer: ShiftRow): Promise<boolean>;
  dropDrawer(shiftId: string): Promise<void>;
  /** The baskets that wait to be recalled. */
  shelf(): Promise<ShelvedRow[]>;
  /** Of the sales, or of what was practised. */
  doc(docId: string): Promise<DocRow | undefined>;
  /** Forgets ops below this seq, as far as none of them is parked; resolves with the first one kept. */
  prune(stream: string, below: number): Promise<number>;
  /** Forgets documents before this business date whose ops are forgotten. */
  pruneDocs(before: string): Promise<void>;
};

export type JournalHeadRow = {
  stream: string;
  salt: string;
  series: string;
  firstSeq: number;
  headSeq: number;
  headOpId: string;
};

/** The newest stream this installation wrote to, told by a file apart from database and journal (D12). */
export type MarkerRow = { stream: string; series: string; headSeq: number; otherMachine: boolean };

export type JournalOpened = {
  heads: JournalHeadRow[];
  tornBytesCut: number;
  marker: MarkerRow | undefined;
};

export type DiskResult<T> =
  { ok: true; value: T } | { ok: false; kind: 'disk-full' | 'io' | 'out-of-order'; next: string };

/** The second, independent copy of every op: an append-only file, synced line by line. */
export type Journal = {
  open(): Promise<DiskResult<JournalOpened>>;
  /**
   * Durable when it resolves `ok`. Lines already held are skipped; a gap is `out-of-order`. The marker
   * moves with the newest stream, never with one that is closed.
   */
  append(stream: StreamRow, ops: readonly OpRow[]): Promise<DiskResult<string[]>>;
  read(stream: string, fromSeq: number, limit: number): Promise<OpRow[]>;
  /** Drops whole files of which every line is below this seq; the newest file of a stream stays. */
  prune(stream: string, below: number): Promise<void>;
};

/** The wire, typed. Answers arrive parsed; a stranger's answer never looks like ours. */
export type SyncTransport = {
  hello(
    site: string,
    stream: StreamRow,
    request: HelloPart,
    d: Deadlines,
    flight: number,
  ): Promise<Outcome<HelloAnswer>>;
  ops(
    site: string,
    stream: StreamRow,
    header: OpsHeader,
    lines: readonly Uint8Array[],
    d: Deadlines,
    flight: number,
  ): Promise<Outcome<OpsAnswer>>;
  abort(flight: number): void;
  events(site: string, on: boolean): void;
};
export type HelloPart = Omit<HelloRequest, 'nonce' | 'region_number' | 'clock_ms' | 'app_version'>;

/** Monotonic ms for waits, wall ms for stamps; both injected. */
export type Clock = {
  now(): number;
  wallMs(): number;
  /** Calls back at or after `at` (monotonic). Returns a cancel. */
  wakeAt(at: number, run: () => void): () => void;
};
