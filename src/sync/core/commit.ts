import { deriveOpId, type Sha256 } from '../../domain/oplog/op-id.ts';
import { assert } from '../../domain/assert.ts';
import { isTrainingNumber } from '../../domain/doc-number.ts';
import { MAX_OP_BYTES, type Op } from '../../contracts/op.ts';
import type {
  Clock,
  CommitTx,
  DocRow,
  Journal,
  LocalStore,
  OpRow,
  PendingRow,
  ShiftRow,
  StreamRow,
  TrainingRow,
  ZRow,
} from './ports.ts';
import { GONE, IN_TRAINING, OTHER_WRITER, STORE_FAILED } from './commit-refusals.ts';
import { inMode } from './training-fact.ts';

/** Every place the commit path can be killed at, in order; a test visits each (D11). */
export const COMMIT_CRASH_POINTS = [
  'commit:before-transaction',
  'commit:transaction-sent',
  'commit:transaction-complete',
  'journal:written-not-synced',
  'journal:synced',
  'commit:journal-answered',
  'commit:receipt-printed',
  'commit:done',
] as const;
export type CrashPoint = (typeof COMMIT_CRASH_POINTS)[number];

/** What the next document is numbered with; training counts beside the series (TRN3). */
export type NextNumber = { series: string; number: number; training?: true };

/** What a till has to tell. `body` may depend on the document number, which only the commit knows. */
export type Fact = {
  kind: string;
  businessDate: string;
  body: (number: NextNumber) => unknown;
  /** A document (sale, return): takes the next number of the series. */
  document:
    | ((
        body: unknown,
      ) => Pick<DocRow, 'docId' | 'docNo' | 'shiftId' | 'closedMs' | 'gross' | 'finds'>)
    | undefined;
  clearBasket: boolean;
  /** The drawer that is everybody's; null: it is closed. */
  shift: ShiftRow | null | undefined;
  drawer?: NonNullable<CommitTx['drawer']>;
  /** A Z: kept with its place in the stream. */
  z?: (body: unknown) => Omit<ZRow, 'stream' | 'seq' | 'opId' | 'body'>;
  copied?: NonNullable<CommitTx['copied']>;
  sealed?: NonNullable<CommitTx['sealed']>;
  adjusted?: NonNullable<CommitTx['adjusted']>;
  shelf?: NonNullable<CommitTx['shelf']>;
  kept?: NonNullable<CommitTx['kept']>;
  /** Training begins; null: it is over. */
  training?: TrainingRow | null;
  /** Made by the committer alone: a document that was practised, with this around it in the op. */
  practised?: (document: unknown) => unknown;
};

export type CommitResult =
  | {
      ok: true;
      op: OpRow;
      doc: DocRow | undefined;
      journal: 'synced' | 'failed';
      journalNext: string;
    }
  | {
      ok: false;
      kind: 'other-writer' | 'gone' | 'too-large' | 'store-failed' | 'in-training';
      next: string;
    };

export type CommitPorts = {
  store: LocalStore;
  journal: Journal;
  clock: Clock;
  sha256: Sha256;
  utf8: (text: string) => Uint8Array;
  /** Paper and drawer; failure is reported, never undoes the sale (promise 5). */
  print: (doc: DocRow) => Promise<void>;
  /** `kind` is that of the op under way. */
  reached: (point: CrashPoint, kind: string) => Promise<void>;
  alarm: (kind: 'journal-failed' | 'print-failed', next: string) => void;
  /** A fact of this kind could not be written down. */
  failed?: (kind: string) => undefined;
};

/** The op a fact becomes on this stream, and the stream row after it. Pure. */
export function buildCommit(
  stream: StreamRow,
  fact: Fact,
  atMs: number,
  p: Pick<CommitPorts, 'sha256' | 'utf8'>,
): CommitTx {
  const { practised } = fact;
  const document = fact.body(nextNumber(stream, practised !== undefined));
  const body = practised === undefined ? document : practised(document);
  const seq = stream.headSeq + 1;
  const op: Op = {
    v: 1,
    seq,
    kind: fact.kind,
    business_date: fact.businessDate,
    at_ms: atMs,
    body,
  };
  const raw = p.utf8(JSON.stringify(op));
  const opId = deriveOpId(p.sha256, stream.headOpId, stream.id, seq, raw);
  const doc: DocRow | undefined = fact.document && {
    ...fact.document(document),
    stream: stream.id,
    seq,
    businessDate: fact.businessDate,
    body: document,
  };
  if (doc !== undefined)
    assert(isTrainingNumber(doc.docNo) === (practised !== undefined), 'a number of its kind');
  return {
    op: {
      stream: stream.id,
      seq,
      prev: stream.headOpId,
      opId,
      kind: fact.kind,
      businessDate: fact.businessDate,
      atMs,
      raw,
      sig: undefined,
    },
    stream: {
      ...stream,
      headSeq: seq,
      headOpId: opId,
      ...counted(stream, doc, practised !== undefined),
    },
    ...(practised === undefined ? { doc } : { doc: undefined, ...(doc && { trainingDoc: doc }) }),
    ...(fact.training === undefined ? {} : { training: fact.training }),
    ...(fact.z && { z: { ...fact.z(body), stream: stream.id, seq, opId, body } }),
    clearBasket: fact.clearBasket,
    shift: fact.shift,
    ...(fact.drawer === undefined ? {} : { drawer: fact.drawer }),
    pending: { stream: stream.id, seq, docId: doc?.docId },
    ...(fact.copied === undefined ? {} : { copied: fact.copied }),
    ...(fact.sealed === undefined ? {} : { sealed: fact.sealed }),
    ...(fact.adjusted === undefined ? {} : { adjusted: fact.adjusted }),
    ...(fact.shelf === undefined ? {} : { shelf: fact.shelf }),
    ...(fact.kept === undefined ? {} : { kept: fact.kept }),
  };
}

function nextNumber(stream: StreamRow, isTraining: boolean): NextNumber {
  const { series, nextDocNo, nextTrainingNo = 1 } = stream;
  return isTraining
    ? { series, number: nextTrainingNo, training: true }
    : { series, number: nextDocNo };
}

/** Both counters after this op: only the one of its own kind moves. */
function counted(
  { nextDocNo, nextTrainingNo = 1 }: StreamRow,
  doc: DocRow | undefined,
  isTraining: boolean,
): Partial<StreamRow> {
  if (doc === undefined) return {};
  return isTraining ? { nextTrainingNo: nextTrainingNo + 1 } : { nextDocNo: nextDocNo + 1 };
}

/** An op with the row of its own stream, whose journal line is still to be written. */
type Unjournalled = { stream: StreamRow; op: OpRow; pending: PendingRow };

type JournalOutcome = { journal: 'synced' | 'failed'; journalNext: string };

/** The new head and its op, signed where the journal took the line. */
export type OnDurable = (stream: StreamRow, op: OpRow) => void;

/**
 * The one writer of a till's stream. Facts are committed one after the other; each is
 * first one strict transaction, then a synced journal line, then paper and drawer.
 */
export class Committer {
  private stream: StreamRow;
  private readonly ports: CommitPorts;
  private readonly onDurable: OnDurable;
  private tail: Promise<unknown> = Promise.resolve();
  /** Ops the journal could not take yet; they go first with the next append. */
  private unjournalled: Unjournalled[] = [];
  private practice: TrainingRow | undefined;

  /** `onDurable` hands the new head to the sync loop: nothing is sent before its journal line was tried. */
  constructor(stream: StreamRow, ports: CommitPorts, onDurable: OnDurable, training?: TrainingRow) {
    this.stream = stream;
    this.ports = ports;
    this.onDurable = onDurable;
    this.practice = training;
  }

  get head(): StreamRow {
    return this.stream;
  }

  /** Who practises, and since when; it changes with the op that tells of it and with nothing else. */
  get training(): TrainingRow | undefined {
    return this.practice;
  }

  commit(fact: Fact): Promise<CommitResult> {
    return this.inTurn(() => this.commitNow(fact));
  }

  /** New ops go to another stream from here on; what the old one holds is sent as it is (D9). */
  moveTo(stream: StreamRow): Promise<void> {
    return this.inTurn(async () => {
      this.stream = stream;
    });
  }

  /**
   * Opens a new stream behind `old` with its first op, in one turn: asked twice at the same
   * time it opens one. Undefined where the till has moved on already, or the op was refused.
   */
  openBehind(
    old: string,
    next: (last: StreamRow) => { row: StreamRow; first: Fact },
  ): Promise<CommitResult | undefined> {
    return this.inTurn(async () => {
      if (this.stream.id !== old) return undefined;
      const before = this.stream;
      const { row, first } = next(before);
      this.stream = row;
      const opened = await this.commitNow(first);
      // Without its first op the stream does not exist; the old one goes on until it does.
      if (!opened.ok) this.stream = before;
      return opened;
    });
  }

  /** What a crash left between the transaction and the paper is finished at start (D11). */
  resume(pending: readonly PendingRow[]): Promise<void> {
    return this.inTurn(async () => {
      const { streams } = await this.ports.store.load();
      for (const row of pending) {
        const stream = streams.find((s) => s.id === row.stream) ?? this.stream;
        const [op] = await this.ports.store.readOps(row.stream, row.seq, 1, MAX_OP_BYTES);
        const doc = row.docId === undefined ? undefined : await this.ports.store.doc(row.docId);
        if (op === undefined) continue;
        const journal = await this.writeJournal({ stream, op, pending: row });
        await this.paper(row, op, doc, journal.journal);
      }
    });
  }

  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.tail.then(run);
    this.tail = result.catch(() => undefined);
    return result;
  }

  private async commitNow(asked: Fact): Promise<CommitResult> {
    // In turn, behind whatever began or ended training: no fact slips from one side to the other.
    const fact = inMode(asked, this.practice !== undefined);
    if (fact === undefined) return IN_TRAINING;
    const { store, reached, clock, failed } = this.ports;
    const tx = buildCommit(this.stream, fact, clock.wallMs(), this.ports);
    if (tx.op.raw.length > MAX_OP_BYTES)
      return { ok: false, kind: 'too-large', next: 'Split the basket into two sales.' };
    await reached('commit:before-transaction', fact.kind);
    const writing = store.commit(tx);
    await reached('commit:transaction-sent', fact.kind);
    const written = await writing.catch(() => failed?.(fact.kind) ?? ('failed' as const));
    if (written === 'moved') return OTHER_WRITER;
    if (written === 'gone') return GONE;
    if (written === 'failed') return STORE_FAILED;
    this.stream = tx.stream;
    if (tx.training !== undefined) this.practice = tx.training ?? undefined;
    await reached('commit:transaction-complete', fact.kind);
    const { stream, op, pending } = tx;
    const journal = await this.writeJournal({ stream, op, pending });
    this.onDurable(tx.stream, tx.op);
    // Paper is not waited for: selling never waits for a printer (promise 5).
    const doc = tx.doc ?? tx.trainingDoc;
    void this.paper(tx.pending, tx.op, doc, journal.journal);
    return { ok: true, op: tx.op, doc, ...journal };
  }

  private async writeJournal(line: Unjournalled): Promise<JournalOutcome> {
    const due = [...this.unjournalled, line];
    const { store, journal, alarm, reached } = this.ports;
    while (due.length > 0) {
      // A journal file belongs to one stream: lines of an older one go under their own.
      const stream = due[0]?.stream ?? line.stream;
      const next = due.findIndex((d) => d.stream.id !== stream.id);
      const group = due.slice(0, next < 0 ? due.length : next);
      const appended = await journal.append(
        stream,
        group.map((d) => d.op),
      );
      if (!appended.ok && appended.kind === 'out-of-order' && stream.id !== line.stream.id) {
        // The journal holds another branch of that older stream: nothing behind it may wait (D9).
        due.splice(0, group.length);
        this.unjournalled = due;
        continue;
      }
      if (!appended.ok) {
        // The sale stands: it is in the database. The missing copy is an alarm, never an undo.
        this.unjournalled = due;
        alarm('journal-failed', appended.next);
        return { journal: 'failed', journalNext: appended.next };
      }
      due.splice(0, group.length);
      this.unjournalled = due;
      for (const [i, d] of group.entries()) {
        d.op.sig = appended.value[i];
        // Lines that had to wait had their paper then; only this one is still to print.
        if (d !== line) await store.pendingDone(d.pending.stream, d.pending.seq, d.op.sig);
      }
    }
    await reached('commit:journal-answered', line.op.kind);
    return { journal: 'synced', journalNext: '' };
  }

  private async paper(
    pending: PendingRow,
    op: OpRow,
    doc: DocRow | undefined,
    journal: 'synced' | 'failed',
  ): Promise<void> {
    const { store, reached, print, alarm } = this.ports;
    if (doc !== undefined) {
      await print(doc).catch(() =>
        alarm('print-failed', 'Print the receipt again from the last sale.'),
      );
      await reached('commit:receipt-printed', op.kind);
    }
    // Without its journal line the op stays pending, so that the next start writes it.
    if (journal === 'synced') await store.pendingDone(pending.stream, pending.seq, op.sig);
    await reached('commit:done', op.kind);
  }
}
