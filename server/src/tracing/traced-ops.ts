import { idText } from '../ids.ts';
import type { TracedOp } from './op-traces.ts';

/** Rows of a log as traces name them. */
export function tracedOps(
  rows: readonly { stream: Buffer; seq: number; opId: Buffer }[],
): TracedOp[] {
  return rows.map(({ stream, seq, opId }) => ({
    traceId: opId.toString('hex'),
    stream: idText(stream),
    seq,
  }));
}

/** A batch as it came, its ids in text. */
export function tracedBatch(
  stream: string,
  rows: readonly { seq: number; opId: string }[],
): TracedOp[] {
  return rows.map(({ seq, opId }) => ({
    traceId: Buffer.from(opId, 'base64url').toString('hex'),
    stream,
    seq,
  }));
}
