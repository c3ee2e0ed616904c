import type { Db } from '../../db/pool.ts';
import { idBytes, idText } from '../../ids.ts';
import type { Bucket } from './peer-answers.ts';

/** Sequences in one bucket. */
export const BUCKET = 1000;
/** Rows one answer may have to hash; a longer stream comes alone. */
const ROWS_A_PAGE = 200_000;
const STREAMS_A_PAGE = 500;

export type StreamDigest = { stream: string; buckets: Bucket[] };

/** Streams after the given one, as many as one answer takes; an empty list: that was all. */
export async function streamsAfter(db: Db, after: string): Promise<string[]> {
  const found = await db.query<{ id: Buffer }>(
    `SELECT stream_id AS id
       FROM (SELECT stream_id, received_max, sum(received_max) OVER (ORDER BY stream_id) AS total
               FROM (SELECT stream_id, received_max FROM stream_state WHERE stream_id > $1
                      ORDER BY stream_id LIMIT ${STREAMS_A_PAGE}) s) t
      WHERE total <= ${ROWS_A_PAGE} OR total = received_max ORDER BY stream_id`,
    [idBytes(after)],
  );
  return found.rows.map((row) => idText(row.id));
}

/**
 * Digest of the distinct op ids held, own ∪ copy, per stream and bucket: which log holds an op, and
 * how often, does not matter (D5). Read from the rows themselves, never from what is remembered.
 */
export async function opDigests(db: Db, streams: readonly string[]): Promise<StreamDigest[]> {
  const found = await db.query<Bucket & { id: Buffer }>(
    `SELECT stream_id AS id, seq / ${BUCKET} AS bucket, count(*) AS rows,
            encode(sha256(string_agg(op_id, ''::bytea ORDER BY seq, op_id)), 'hex') AS hash
       FROM (SELECT DISTINCT stream_id, o.seq, o.op_id
               FROM all_ops o LEFT JOIN stream_floors f USING (stream_id)
              WHERE stream_id = ANY ($1::bytea[]) AND o.seq > coalesce(f.seq, 0)) d
      GROUP BY 1, 2 ORDER BY 1, 2`,
    [streams.map(idBytes)],
  );
  const digests = new Map<string, Bucket[]>(streams.map((stream) => [stream, []]));
  for (const { id, bucket, rows, hash } of found.rows)
    digests.get(idText(id))?.push({ bucket, rows, hash });
  return [...digests].map(([stream, buckets]) => ({ stream, buckets }));
}

/** Distinct ids of one bucket, in order; only those above a floor of the asker. */
export async function opIdsOf(
  db: Db,
  stream: string,
  bucket: number,
  above: number,
): Promise<string[]> {
  const found = await db.query<{ op_id: Buffer }>(
    `SELECT DISTINCT seq, op_id FROM all_ops
      WHERE stream_id = $1 AND seq >= $2 AND seq < $3 ORDER BY seq, op_id`,
    [idBytes(stream), Math.max(bucket * BUCKET, above + 1), (bucket + 1) * BUCKET],
  );
  return found.rows.map((row) => idText(row.op_id));
}

/** Those of the ids that neither log holds. */
export async function lackingOf(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await db.query<{ op_id: Buffer }>(
    'SELECT DISTINCT op_id FROM all_ops WHERE op_id = ANY ($1::bytea[])',
    [ids.map(idBytes)],
  );
  const held = new Set(found.rows.map((row) => idText(row.op_id)));
  return ids.filter((id) => !held.has(id));
}

/** Buckets that `theirs` has and `ours` has not, or has otherwise. */
export function differing(ours: readonly Bucket[], theirs: readonly Bucket[]): number[] {
  const own = new Map(ours.map((b) => [b.bucket, b]));
  return theirs
    .filter((b) => own.get(b.bucket)?.hash !== b.hash || own.get(b.bucket)?.rows !== b.rows)
    .map((b) => b.bucket);
}
