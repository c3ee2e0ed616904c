import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { HARD_BODY_BYTES, MAX_OP_BYTES } from '../../../../src/contracts/op.ts';
import { EnvelopeLine, OpsHeader, VoidLine } from '../../../../src/contracts/wire.ts';
import { splitLines } from '../../../../src/domain/oplog/ndjson.ts';
import { ProblemError } from '../../problem-error.ts';
import { envelopeRow, plainRow, voidRow, type OpRow, type OpSource } from './op-row.ts';

export type Batch = { header: Static<typeof OpsHeader>; rows: OpRow[] };

const headerCheck = Compile(OpsHeader);
const envelopeCheck = Compile(EnvelopeLine);
const voidCheck = Compile(VoidLine);

function parseLine<T>(
  check: { Check(value: unknown): value is T },
  line: Uint8Array,
  what: string,
): T {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(line).toString('utf8'));
  } catch {
    throw new ProblemError('malformed-request', `${what} is not JSON`);
  }
  if (!check.Check(value)) throw new ProblemError('malformed-request', `${what} has another shape`);
  return value;
}

function rowOf(
  at: OpSource,
  form: 'envelope' | 'void' | undefined,
  prev: string,
  seq: number,
  line: Uint8Array,
): OpRow {
  if (form === undefined) return plainRow(at, prev, seq, line);
  if (form === 'void') {
    return voidRow(at, prev, seq, parseLine(voidCheck, line, 'void line').op_id, line);
  }
  const sealed = parseLine(envelopeCheck, line, 'envelope line');
  return envelopeRow(at, prev, seq, sealed.op_id, Buffer.from(sealed.bytes, 'base64'));
}

/**
 * Frame → rows, ids derived down the chain. Refuses (and so stores nothing) where the frame is
 * broken or its end is not the end the till named: that is damage on the way, not a bad sale.
 */
export function readBatch(body: Uint8Array, from: Omit<OpSource, 'stream'>): Batch {
  const { lines, rest } = splitLines(body);
  const [first, ...ops] = lines;
  if (first === undefined) throw new ProblemError('malformed-request', 'no header line');
  const header = parseLine(headerCheck, first, 'header');
  if (rest.length > 0) throw new ProblemError('chain-mismatch', 'batch is cut within a line');
  if (ops.length !== header.count) throw new ProblemError('chain-mismatch', 'count differs');
  if (header.from_seq + header.count > Number.MAX_SAFE_INTEGER) {
    throw new ProblemError('malformed-request', 'sequence too large');
  }
  const at = { ...from, stream: header.stream };
  const rows: OpRow[] = [];
  let prev = header.prev_op_id;
  for (const [i, line] of ops.entries()) {
    const row = rowOf(at, header.form, prev, header.from_seq + i, line);
    if (row.raw.length > (header.form === 'envelope' ? HARD_BODY_BYTES : MAX_OP_BYTES)) {
      throw new ProblemError('too-large', `op ${row.seq} is too large`);
    }
    rows.push(row);
    prev = row.link;
  }
  if (prev !== header.last_op_id) throw new ProblemError('chain-mismatch', 'last op id differs');
  return { header, rows };
}
