import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inOrder } from '../../src/domain/oplog/journal-files.ts';
import { walkJournalFile } from '../../src/domain/oplog/journal-lines.ts';
import { sha256 } from '../../server/src/keys/ed25519.ts';
import { countOp, type StreamOps } from './sale-sums.ts';

/** Ops of one place by stream, and what is wrong with the place itself. */
export type LoggedOps = { streams: Map<string, StreamOps>; faults: string[] };

/**
 * Reads a till's journal files as they lie on disk, `<folder>/<stream>/<day>-<seq>.ndjson`, and checks
 * each op's place in its chain. A line that proves nothing is a fault, not an op.
 */
export function readJournals(folder: string): LoggedOps {
  const streams = new Map<string, StreamOps>();
  const faults: string[] = [];
  if (!existsSync(folder)) return { streams, faults: [`there is no journal in ${folder}`] };
  for (const stream of readdirSync(folder)) {
    let till = '';
    const ops: StreamOps = { till, ids: new Set(), days: new Map() };
    let tip: string | undefined;
    for (const name of inOrder(readdirSync(path.join(folder, stream)))) {
      const bytes = readFileSync(path.join(folder, stream, name));
      const walked = walkJournalFile(bytes, sha256);
      till = walked.header?.till_id ?? till;
      if (walked.goodBytes < bytes.length)
        faults.push(`${stream}/${name}: ${bytes.length - walked.goodBytes} bytes are torn`);
      if (tip !== undefined && walked.header !== undefined && walked.header.prev_op_id !== tip)
        faults.push(`${stream}/${name} does not follow the file before it`);
      for (const { op_id, raw } of walked.ops)
        if (!countOp(ops, op_id, raw)) faults.push(`op ${op_id} is a sale of another shape`);
      tip = walked.ops.at(-1)?.op_id ?? walked.header?.prev_op_id;
    }
    if (till !== '') streams.set(stream, { ...ops, till });
  }
  return { streams, faults };
}
