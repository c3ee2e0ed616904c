import { deriveOpId, type Sha256 } from './op-id.ts';

/**
 * One op in the journal: its place in the chain, its exact bytes, the till's signature.
 * Field names are those of the line that main and page hand each other.
 */
export type JournalOp = {
  stream: string;
  seq: number;
  prev_op_id: string;
  op_id: string;
  raw: Uint8Array;
  sig: string;
};

/** First line of every journal file: enough to verify the file without any other. */
export type JournalHeader = {
  v: 1;
  stream: string;
  salt: string;
  till_id: string;
  series: string;
  /** Chain tip before the file's first op. */
  prev_op_id: string;
  from_seq: number;
};

const LF = 10;
const SPACE = 32;
const OP_ID_CHARS = 22;
const SIG_CHARS = 86;
const RAW_AT = OP_ID_CHARS + 1 + SIG_CHARS + 1;

/** `#{json}` and LF. Ids, series and till ids are ASCII, so one byte a character is exact. */
export function headerLine(header: JournalHeader): Uint8Array {
  return ascii(`#${JSON.stringify(header)}\n`);
}

/** `<op_id> <sig> <raw>` and LF for each op, as one run of bytes for one write. */
export function opLines(ops: readonly JournalOp[]): Uint8Array {
  const out = new Uint8Array(ops.reduce((sum, op) => sum + RAW_AT + op.raw.length + 1, 0));
  let at = 0;
  for (const { op_id, sig, raw } of ops) {
    if (op_id.length !== OP_ID_CHARS || sig.length !== SIG_CHARS || raw.includes(LF))
      throw new RangeError(`not a journal line: ${op_id}`);
    out.set(ascii(`${op_id} ${sig} `), at);
    out.set(raw, at + RAW_AT);
    out[at + RAW_AT + raw.length] = LF;
    at += RAW_AT + raw.length + 1;
  }
  return out;
}

/** What a journal file proves: ops along a verified chain, and where it stops proving anything. */
export type WalkedFile = {
  /** Undefined: not even the header can be read. */
  header: JournalHeader | undefined;
  ops: JournalOp[];
  /** Bytes from the start that are good; whatever follows is a torn tail. */
  goodBytes: number;
};

/**
 * Reads a file from its header down the chain and stops at the first line that is cut or whose op id
 * does not follow from its bytes: after a power cut nothing behind such a line can be trusted.
 */
export function walkJournalFile(bytes: Uint8Array, sha256: Sha256): WalkedFile {
  let end = bytes.indexOf(LF);
  const header = end < 0 ? undefined : readHeader(bytes.subarray(0, end));
  if (header === undefined) return { header: undefined, ops: [], goodBytes: 0 };
  const ops: JournalOp[] = [];
  let start = end + 1;
  let prev = header.prev_op_id;
  for (end = bytes.indexOf(LF, start); end >= 0; end = bytes.indexOf(LF, start)) {
    const op = readOp(bytes.subarray(start, end), header, header.from_seq + ops.length, prev);
    if (op === undefined) break;
    if (deriveOpId(sha256, prev, header.stream, op.seq, op.raw) !== op.op_id) break;
    ops.push(op);
    prev = op.op_id;
    start = end + 1;
  }
  return { header, ops, goodBytes: start };
}

function readOp(
  line: Uint8Array,
  { stream }: JournalHeader,
  seq: number,
  prev_op_id: string,
): JournalOp | undefined {
  if (line.length < RAW_AT || line[OP_ID_CHARS] !== SPACE || line[RAW_AT - 1] !== SPACE)
    return undefined;
  return {
    stream,
    seq,
    prev_op_id,
    op_id: text(line.subarray(0, OP_ID_CHARS)),
    sig: text(line.subarray(OP_ID_CHARS + 1, RAW_AT - 1)),
    // A copy: a line must not keep its whole file in memory.
    raw: new Uint8Array(line.subarray(RAW_AT)),
  };
}

const ID128 = /^[A-Za-z0-9_-]{21}[AQgw]$/;

function readHeader(line: Uint8Array): JournalHeader | undefined {
  const said = text(line);
  if (!said.startsWith('#')) return undefined;
  try {
    const header = JSON.parse(said.slice(1)) as Partial<JournalHeader>;
    const { v, stream, salt, till_id, series, prev_op_id, from_seq } = header;
    const ids = [stream, salt, prev_op_id];
    if (v !== 1 || !ids.every((id) => typeof id === 'string' && ID128.test(id))) return undefined;
    if (typeof till_id !== 'string' || typeof series !== 'string') return undefined;
    if (!Number.isSafeInteger(from_seq) || (from_seq ?? 0) < 1) return undefined;
    return header as JournalHeader;
  } catch {
    return undefined;
  }
}

function ascii(said: string): Uint8Array {
  return Uint8Array.from(said, (c) => c.charCodeAt(0));
}

function text(bytes: Uint8Array): string {
  let said = '';
  for (const byte of bytes) said += String.fromCharCode(byte);
  return said;
}
