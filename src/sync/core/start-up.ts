import { assert } from '../../domain/assert.ts';
import { nextSeries } from '../../domain/doc-number.ts';
import { deriveStreamId, GENESIS, type Sha256 } from '../../domain/oplog/op-id.ts';
import type { StreamOpenedBody } from '../../contracts/op.ts';
import type { Fact } from './commit.ts';
import { docOfOp, numberOfDoc } from './doc-of-op.ts';
import type {
  DiskResult,
  Journal,
  JournalHeadRow,
  LocalStore,
  StoreSnapshot,
  StreamRow,
} from './ports.ts';
import { joins, planRepair, streamAfterImport, type RepairAction } from './repair.ts';

export type StartUpPorts = {
  store: LocalStore;
  journal: Journal;
  tillId: string;
  sha256: Sha256;
  /** 128 random bits as base64url. */
  randomId: () => string;
  text: (bytes: Uint8Array) => string;
};

export type StartUpReason = StreamOpenedBody['reason'];

export type Started = {
  streams: StreamRow[];
  /** Where new ops go. Its first op is still to be committed when `fresh` says why. */
  current: StreamRow;
  fresh: StartUpReason | undefined;
  snapshot: StoreSnapshot;
  /** What was found and mended, for the log and the person. */
  repaired: { appended: number; imported: number; journal: 'ok' | 'failed'; next: string };
};

const CHUNK = 500;

/** Runs at every start, before the first sale (D12): both copies are made to tell the same story. */
export async function startUp(p: StartUpPorts): Promise<Started> {
  const before = await p.store.load();
  const opened = await p.journal.open();
  const heads = opened.ok ? opened.value.heads : [];
  const repaired: Started['repaired'] = {
    appended: 0,
    imported: 0,
    journal: opened.ok ? 'ok' : 'failed',
    next: opened.ok ? '' : opened.next,
  };
  let lost = before.streams.length === 0 && heads.length > 0;
  for (const action of opened.ok ? planRepair(before.streams, heads) : []) {
    const done = await repair(p, action);
    if (!done.ok) {
      repaired.journal = 'failed';
      repaired.next = done.next;
      if (done.kind === 'out-of-order') lost = true;
    } else if (action.type === 'append-to-journal') repaired.appended += done.value;
    else repaired.imported += done.value;
  }
  const snapshot = await p.store.load();
  const streams = bySeries(snapshot.streams);
  const last = streams.at(-1);
  if (last !== undefined && !diverged(repaired, lost))
    return {
      streams: closeAllBut(streams, last),
      current: last,
      fresh: undefined,
      snapshot,
      repaired,
    };
  const current = newStreamRow(p, last);
  const fresh = last === undefined ? (heads.length > 0 ? 'store-lost' : 'first-start') : 'forked';
  return {
    streams: [...closeAllBut(streams, current), current],
    current,
    fresh,
    snapshot,
    repaired,
  };
}

/** Copies that tell different stories are both kept; new ops start a new stream (D9). */
function diverged(repaired: Started['repaired'], outOfOrder: boolean): boolean {
  return outOfOrder && repaired.journal === 'failed';
}

function bySeries(streams: readonly StreamRow[]): StreamRow[] {
  return [...streams].sort(
    (a, b) => a.series.length - b.series.length || (a.series < b.series ? -1 : 1),
  );
}

function closeAllBut(streams: readonly StreamRow[], open: StreamRow): StreamRow[] {
  return streams.map((s) => ({ ...s, closed: s.id !== open.id }));
}

/** A stream nobody wrote to yet, with a document series of its own (D13, D20). */
export function newStreamRow(
  p: Pick<StartUpPorts, 'sha256' | 'randomId' | 'tillId'>,
  previous: StreamRow | undefined,
): StreamRow {
  const salt = p.randomId();
  return {
    id: deriveStreamId(p.sha256, p.tillId, salt),
    salt,
    series: seriesAfter(previous),
    prevStream: previous?.id,
    headSeq: 0,
    headOpId: GENESIS,
    nextDocNo: 1,
    released: 0,
    firstAvailable: 1,
    closed: false,
  };
}

function seriesAfter(previous: StreamRow | undefined): string {
  if (previous === undefined) return 'A';
  const next = nextSeries(previous.series);
  assert(next.ok, `series ${previous.series} is one we opened ourselves`);
  return next.value;
}

/** The first op of every stream: whose it is and why it began. */
export function streamOpenedFact(
  p: { tillId: string; businessDate: string },
  stream: StreamRow,
  reason: StartUpReason,
): Fact {
  const body: StreamOpenedBody = {
    till_id: p.tillId,
    salt: stream.salt,
    series: stream.series,
    ...(stream.prevStream === undefined ? {} : { prev_stream: stream.prevStream }),
    reason,
  };
  return {
    kind: 'stream-opened',
    businessDate: p.businessDate,
    body: () => body,
    document: undefined,
    clearBasket: false,
    shift: undefined,
  };
}

function repair(p: StartUpPorts, action: RepairAction): Promise<DiskResult<number>> {
  return action.type === 'append-to-journal'
    ? appendMissing(p, action.stream, action.fromSeq)
    : importMissing(p, action.head, action.fromSeq, action.known);
}

async function appendMissing(
  p: StartUpPorts,
  stream: StreamRow,
  fromSeq: number,
): Promise<DiskResult<number>> {
  let at = Math.max(fromSeq, stream.firstAvailable);
  while (at <= stream.headSeq) {
    const ops = await p.store.readOps(stream.id, at, CHUNK, Number.MAX_SAFE_INTEGER);
    if (ops.length === 0) break;
    const done = await p.journal.append(stream, ops);
    if (!done.ok) return done;
    at += ops.length;
  }
  return { ok: true, value: at - fromSeq };
}

async function importMissing(
  p: StartUpPorts,
  head: JournalHeadRow,
  fromSeq: number,
  known: StreamRow | undefined,
): Promise<DiskResult<number>> {
  let row = known;
  let at = fromSeq;
  for (;;) {
    const ops = await p.journal.read(head.stream, at, CHUNK);
    const first = ops[0];
    if (first === undefined) return { ok: true, value: at - fromSeq };
    const prev = row?.headOpId ?? first.prev;
    if (!joins(prev, at, ops))
      return {
        ok: false,
        kind: 'out-of-order',
        next: 'Both copies of the sales are kept. Go on selling and call support.',
      };
    const docs = ops.flatMap((op) => docOfOp(op, p.text(op.raw)) ?? []);
    row = streamAfterImport(head, row, ops, docs, numberOfDoc);
    await p.store.importOps(row, ops, docs);
    at += ops.length;
  }
}
