import type { JournalLine } from '../../contracts/ipc.ts';
import { Op } from '../../contracts/op.ts';
import { parseJson } from '../../contracts/parse.ts';
import type { OpRow } from '../../sync/core/ports.ts';

const text = new TextDecoder();

/** A journal line as the store keeps it. Bytes that are no op of ours stay bytes, kind `?`. */
export function opRowOfLine(line: JournalLine): OpRow {
  const op = parseJson(Op, text.decode(line.raw));
  return {
    stream: line.stream,
    seq: line.seq,
    prev: line.prev_op_id,
    opId: line.op_id,
    kind: op?.kind ?? '?',
    businessDate: op?.business_date ?? '0001-01-01',
    atMs: op?.at_ms ?? 0,
    raw: line.raw,
    sig: line.sig,
  };
}
