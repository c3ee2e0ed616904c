import { journalFileName, ROLL_BYTES } from './journal-files.ts';
import { headerLine, opLines, type JournalHeader, type JournalOp } from './journal-lines.ts';
import type { JournalReader } from './journal-reader.ts';
import type { JournalTail } from './journal-tail.ts';
import {
  refuse,
  type JournalAppended,
  type JournalPorts,
  type JournalRefusal,
  type JournalStream,
  type NewLine,
} from './journal-ports.ts';
import { deriveOpId, deriveStreamId, GENESIS } from './op-id.ts';

/**
 * Adds lines behind a stream's head: verified, signed, in one write and one sync. Lines already
 * held are skipped and answered with the signature they have. Throws only what the disk throws.
 */
export async function appendOps(
  ports: JournalPorts,
  tails: Map<string, JournalTail>,
  reader: JournalReader,
  { salt, series, closed = false }: JournalStream,
  lines: readonly NewLine[],
): Promise<JournalAppended | JournalRefusal> {
  const tillId = ports.tillId();
  const first = lines[0];
  if (tillId === undefined || first === undefined) return notEnrolled();
  const { stream } = first;
  if (deriveStreamId(ports.sha256, tillId, salt) !== stream) return refuse('out-of-order');
  const tail = tails.get(stream);
  const held = await heldSigs(reader, tail, lines);
  if (held === undefined) return refuse('out-of-order');
  const fresh = lines.slice(held.length);
  if (!follows(ports, tail, stream, fresh)) return refuse('out-of-order');
  const ops: JournalOp[] = [];
  for (const line of fresh) {
    const sig = await ports.sign(line.op_id);
    if (sig === undefined) return notEnrolled();
    ops.push({ ...line, sig });
  }
  if (ops.length > 0) {
    const names = { v: 1, stream, salt, till_id: tillId, series } as const;
    const next = await write(ports, tail, names, ops);
    tails.set(stream, next);
    if (!closed) await ports.onHead(next, tail === undefined);
  }
  return { ok: true, sigs: [...held, ...ops.map((op) => op.sig)] };
}

function notEnrolled(): JournalRefusal {
  return { ok: false, kind: 'io', next: 'This till has no key yet. Enrol it, then restart it.' };
}

/** Signatures of leading lines that are held as they are; undefined where one is held otherwise. */
async function heldSigs(
  reader: JournalReader,
  tail: JournalTail | undefined,
  lines: readonly NewLine[],
): Promise<string[] | undefined> {
  const known = lines.filter((line) => tail !== undefined && line.seq <= tail.headSeq);
  const from = known[0]?.seq;
  if (from === undefined) return [];
  const stored = await reader.read(known[0]?.stream ?? '', from, known.length);
  const same = known.every(
    (line, i) => stored[i]?.seq === line.seq && stored[i].op_id === line.op_id,
  );
  return same ? stored.map((op) => op.sig) : undefined;
}

/** True where the lines continue the chain from the tail, each id following from its bytes. */
function follows(
  { sha256 }: JournalPorts,
  tail: JournalTail | undefined,
  stream: string,
  lines: readonly NewLine[],
): boolean {
  let seq = tail?.headSeq ?? (lines[0]?.seq ?? 1) - 1;
  let prev = tail?.headOpId ?? lines[0]?.prev_op_id ?? GENESIS;
  if (seq === 0 && prev !== GENESIS) return false;
  for (const line of lines) {
    if (line.stream !== stream || line.seq !== seq + 1 || line.prev_op_id !== prev) return false;
    if (line.seq < 1 || deriveOpId(sha256, prev, stream, line.seq, line.raw) !== line.op_id)
      return false;
    seq = line.seq;
    prev = line.op_id;
  }
  return true;
}

async function write(
  ports: JournalPorts,
  tail: JournalTail | undefined,
  names: Omit<JournalHeader, 'prev_op_id' | 'from_seq'>,
  ops: readonly JournalOp[],
): Promise<JournalTail> {
  const first = ops[0];
  const head = ops.at(-1);
  if (first === undefined || head === undefined) throw new RangeError('nothing to write');
  const day = ports.dayOf(first.raw);
  const bytes = opLines(ops);
  const end = { headSeq: head.seq, headOpId: head.op_id };
  let next: JournalTail;
  if (tail !== undefined && tail.day === day && tail.size < ROLL_BYTES) {
    await ports.files.append(names.stream, tail.name, tail.size, bytes);
    next = { ...tail, ...end, size: tail.size + bytes.length };
  } else {
    const header = { ...names, prev_op_id: first.prev_op_id, from_seq: first.seq };
    const name = journalFileName(day, first.seq);
    const all = joined(headerLine(header), bytes);
    await ports.files.begin(names.stream, name, all);
    next = { header, name, day, size: all.length, firstSeq: tail?.firstSeq ?? first.seq, ...end };
  }
  return next;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}
