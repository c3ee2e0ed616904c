import { deriveOpId } from '../../src/domain/oplog/op-id.ts';
import { sha256 } from '../../server/src/keys/ed25519.ts';
import { onDatabase } from './on-database.ts';
import type { LoggedOps } from './read-journals.ts';
import { countOp, type StreamOps } from './sale-sums.ts';

type Row = {
  till_id: string;
  stream: Buffer;
  seq: string;
  prev: Buffer;
  op_id: Buffer;
  stands_for: Buffer | null;
  form: number;
  raw: Buffer;
};

const VOID = 2;

/**
 * Everything a site holds, its own log and its copy of the peer's, each op once, straight from its
 * PostgreSQL. Bytes must hash to their id; an op that only a void stands for is lost, and a fault.
 */
export async function readSiteOps(databaseUrl: string): Promise<LoggedOps> {
  const rows = await onDatabase<Row>(
    databaseUrl,
    `SELECT DISTINCT ON (op_id) till_id, stream_id AS stream, seq, prev_op_id AS prev, op_id,
            stands_for, form, raw
       FROM all_ops ORDER BY op_id`,
  );
  const streams = new Map<string, StreamOps>();
  const faults: string[] = [];
  const voided = new Map<string, string>();
  for (const row of rows) {
    const stream = row.stream.toString('base64url');
    const opId = row.op_id.toString('base64url');
    const prev = row.prev.toString('base64url');
    if (deriveOpId(sha256, prev, stream, Number(row.seq), row.raw) !== opId)
      faults.push(`op ${opId}: its bytes are not those it was named after`);
    const standsFor = row.stands_for?.toString('base64url');
    if (row.form === VOID) {
      voided.set(standsFor ?? opId, stream);
      continue;
    }
    const held = streams.get(stream) ?? { till: row.till_id, ids: new Set(), days: new Map() };
    streams.set(stream, held);
    if (!countOp(held, standsFor ?? opId, row.raw))
      faults.push(`op ${opId} is a sale of another shape`);
  }
  for (const [opId, stream] of voided)
    if (streams.get(stream)?.ids.has(opId) !== true) faults.push(`op ${opId} is void`);
  return { streams, faults };
}
