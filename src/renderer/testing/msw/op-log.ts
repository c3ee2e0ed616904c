import { sha256 } from '@noble/hashes/sha2.js';
import { parseJson } from '../../../contracts/parse.ts';
import { OpsHeader, type Claim, type StreamEvidence } from '../../../contracts/wire.ts';
import { splitLines } from '../../../domain/oplog/ndjson.ts';
import { deriveOpId, GENESIS } from '../../../domain/oplog/op-id.ts';

type Head = { seq: number; opId: string };
const text = new TextDecoder();

/** Every op both sites hold. They are one here: replication has its own tests. */
export function opLog() {
  const heads = new Map<string, Head>();
  const headOf = (stream: string): Head => heads.get(stream) ?? { seq: 0, opId: GENESIS };
  return {
    headOf,
    /** Ops of all streams. */
    count: () => [...heads.values()].reduce((sum, { seq }) => sum + seq, 0),
    claim(stream: string, incarnation: string): Claim {
      const { seq, opId } = headOf(stream);
      return { incarnation, contiguous: seq, contiguous_op_id: opId };
    },
    evidence(stream: string): StreamEvidence {
      const { seq, opId } = headOf(stream);
      const status = heads.has(stream) ? 'open' : 'unknown';
      return { status, contiguous: seq, contiguous_op_id: opId, received_max: seq, want: [] };
    },
    /** Takes a batch whose chain holds; answers its stream and what was new, else undefined. */
    take(body: Uint8Array): { stream: string; fresh: number; dup: number } | undefined {
      const [first, ...lines] = splitLines(body).lines;
      const header = first === undefined ? undefined : parseJson(OpsHeader, text.decode(first));
      if (header === undefined || lines.length !== header.count) return undefined;
      const { stream, from_seq: from } = header;
      let opId = header.prev_op_id;
      for (const [i, line] of lines.entries())
        opId = deriveOpId(sha256, opId, stream, from + i, line);
      if (opId !== header.last_op_id) return undefined;
      const before = headOf(stream).seq;
      const last = from + lines.length - 1;
      if (from > before + 1) return undefined;
      if (last > before) heads.set(stream, { seq: last, opId });
      const fresh = Math.max(0, last - before);
      return { stream, fresh, dup: lines.length - fresh };
    },
  };
}
