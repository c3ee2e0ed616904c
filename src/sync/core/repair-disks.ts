import { branchKey, wireStream } from './branch-key.ts';
import { docsOfOps, numberOfDoc } from './docs-of-ops.ts';
import type {
  DiskResult,
  DocRow,
  Journal,
  JournalHeadRow,
  LocalStore,
  OpRow,
  StreamRow,
} from './ports.ts';

export type RepairPorts = {
  store: LocalStore;
  journal: Journal;
  text: (bytes: Uint8Array) => string;
};

/** What was found and mended, for the log and the person. */
export type Repaired = {
  appended: number;
  imported: number;
  /** Streams of which database and journal tell different stories, found just now. */
  diverged: number;
  journal: 'ok' | 'failed';
  next: string;
};

const CHUNK = 500;
const DIVERGED_NEXT = 'Both copies of the sales are kept and sent. Go on selling; tell support.';

/**
 * Makes database and journal tell the same story (D12): whichever is behind gets what it lacks.
 * Where they tell different ones, both are kept: the journal's branch comes into the database
 * under a key of its own, to be sent as it is (D9). Nothing is ever dropped.
 */
export async function repairDisks(
  p: RepairPorts,
  streams: readonly StreamRow[],
  heads: readonly JournalHeadRow[],
): Promise<Repaired> {
  const done: Repaired = { appended: 0, imported: 0, diverged: 0, journal: 'ok', next: '' };
  for (const stream of streams) {
    if (wireStream(stream.id) !== stream.id) continue;
    const head = heads.find((h) => h.stream === stream.id);
    const journalled = head?.headSeq ?? 0;
    if (head !== undefined && (await isApart(p, stream, head)))
      await keepBranch(p, stream, head, streams, done);
    else if (journalled < stream.headSeq) await appendMissing(p, stream, journalled + 1, done);
    else if (head !== undefined && journalled > stream.headSeq)
      done.imported += await importFrom(p, head, stream.headSeq + 1, stream);
  }
  for (const head of heads)
    if (!streams.some((s) => s.id === head.stream))
      done.imported += await importFrom(p, head, head.firstSeq, undefined);
  return done;
}

/** Does the shorter copy's head stand at another op in the longer one? */
async function isApart(p: RepairPorts, stream: StreamRow, head: JournalHeadRow): Promise<boolean> {
  if (head.headSeq <= stream.headSeq) {
    const [op] = await p.store.readOps(stream.id, head.headSeq, 1, 1);
    return op !== undefined && op.opId !== head.headOpId;
  }
  const [next] = await p.journal.read(stream.id, stream.headSeq + 1, 1);
  return next !== undefined && next.prev !== stream.headOpId;
}

async function keepBranch(
  p: RepairPorts,
  stream: StreamRow,
  head: JournalHeadRow,
  streams: readonly StreamRow[],
  done: Repaired,
): Promise<void> {
  const kept = streams.filter((s) => s.id !== stream.id && wireStream(s.id) === stream.id);
  if (kept.some((s) => s.headOpId === head.headOpId)) return;
  const from = await firstApart(p, stream, head);
  const id = branchKey(stream.id, kept.length + 1);
  done.diverged += 1;
  done.next = DIVERGED_NEXT;
  done.imported += await importFrom(p, head, from, {
    ...stream,
    id,
    headSeq: from - 1,
    headOpId: '',
    released: from - 1,
    firstAvailable: from,
    closed: true,
  });
}

/** Chains that differ at one place differ ever after, so the first difference is found by halving. */
async function firstApart(
  p: RepairPorts,
  stream: StreamRow,
  head: JournalHeadRow,
): Promise<number> {
  let low = Math.max(stream.firstAvailable, head.firstSeq);
  let high = Math.min(stream.headSeq, head.headSeq);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [ours] = await p.store.readOps(stream.id, middle, 1, 1);
    const [theirs] = await p.journal.read(stream.id, middle, 1);
    if (ours?.opId === theirs?.opId) low = middle + 1;
    else high = middle;
  }
  return low;
}

async function appendMissing(
  p: RepairPorts,
  stream: StreamRow,
  fromSeq: number,
  done: Repaired,
): Promise<void> {
  let at = Math.max(fromSeq, stream.firstAvailable);
  while (at <= stream.headSeq) {
    const ops = await p.store.readOps(stream.id, at, CHUNK, Number.MAX_SAFE_INTEGER);
    if (ops.length === 0) break;
    const written: DiskResult<string[]> = await p.journal.append(stream, ops);
    if (!written.ok) {
      done.journal = 'failed';
      done.next = written.next;
      return;
    }
    at += ops.length;
    done.appended += ops.length;
  }
}

/** Takes the journal's verified lines in, as far as they go; `known` is the row they continue. */
async function importFrom(
  p: RepairPorts,
  head: JournalHeadRow,
  fromSeq: number,
  known: StreamRow | undefined,
): Promise<number> {
  const key = known?.id ?? head.stream;
  let row = known;
  let at = fromSeq;
  for (;;) {
    const lines = await p.journal.read(head.stream, at, CHUNK);
    if (lines.length === 0) return at - fromSeq;
    const ops = lines.map((op) => ({ ...op, stream: key }));
    const { docs, copied, shelved, trained, zs, adjusted } = docsOfOps(ops, p.text);
    row = rowAfterImport(key, head, row, ops, { docs, trained });
    await p.store.importOps(row, ops, docs, copied, shelved, trained, zs, adjusted);
    at += ops.length;
  }
}

/** What a copy of a stream is called by, wherever it came from. */
type Names = { salt: string; series: string; firstSeq: number };

const afterDoc = (doc: DocRow): number => numberOfDoc(doc) + 1;

/** The stream row after taking `ops` back in; numbering goes on after the highest document found. */
export function rowAfterImport(
  id: string,
  names: Names,
  known: StreamRow | undefined,
  ops: readonly OpRow[],
  { docs, trained }: { docs: readonly DocRow[]; trained: readonly DocRow[] },
): StreamRow {
  const last = ops.at(-1);
  const highest = Math.max(0, ...docs.map(numberOfDoc));
  const nextTrainingNo = Math.max(known?.nextTrainingNo ?? 1, 1, ...trained.map(afterDoc));
  return {
    id,
    salt: names.salt,
    series: names.series,
    prevStream: known?.prevStream,
    headSeq: last?.seq ?? known?.headSeq ?? 0,
    headOpId: last?.opId ?? known?.headOpId ?? '',
    nextDocNo: Math.max(known?.nextDocNo ?? 1, highest + 1),
    ...(nextTrainingNo === 1 ? {} : { nextTrainingNo }),
    released: known?.released ?? names.firstSeq - 1,
    firstAvailable: known?.firstAvailable ?? names.firstSeq,
    closed: known?.closed ?? false,
  };
}
