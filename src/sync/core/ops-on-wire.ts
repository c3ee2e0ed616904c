import type { OpsHeader } from '../../contracts/wire.ts';
import { wireStream } from './branch-key.ts';
import type { OpRow, StreamRow } from './ports.ts';
import type { Form } from './sync-state.ts';

/** A branch goes by its stream's name (D9). */
export function onWire(row: StreamRow): StreamRow {
  return { ...row, id: wireStream(row.id) };
}

/** First line of a batch of `count` consecutive ops. */
export function opsHeader(
  first: Pick<OpRow, 'stream' | 'seq' | 'prev'>,
  last: Pick<OpRow, 'opId'> & { sig?: string | undefined },
  count: number,
  form: Form,
): OpsHeader {
  return {
    stream: wireStream(first.stream),
    from_seq: first.seq,
    prev_op_id: first.prev,
    count,
    last_op_id: last.opId,
    ...(last.sig === undefined ? {} : { last_sig: last.sig }),
    ...(form === 'plain' ? {} : { form }),
  };
}

/** One op's line: its exact bytes, the same as opaque base64, or what stands in for it. */
export function opLine(
  p: { utf8: (text: string) => Uint8Array; base64: (bytes: Uint8Array) => string },
  op: Pick<OpRow, 'opId' | 'raw'>,
  form: Form,
  reason = '',
): Uint8Array {
  switch (form) {
    case 'plain':
      return op.raw;
    case 'envelope':
      return p.utf8(JSON.stringify({ op_id: op.opId, bytes: p.base64(op.raw) }));
    case 'void':
      return p.utf8(JSON.stringify({ op_id: op.opId, reason }));
  }
}
