import type { Db } from '../../db/pool.ts';
import { idBytes } from '../../ids.ts';

/** What a site holds of a stream between its floor (or the asker's) and an op. */
export type RangeDigest = {
  /** Where this site's floor is; what lies below was agreed on before. */
  floor_seq: number;
  rows: number;
  hash: string;
  /** Gap-free, walked head, and how far the read models are. */
  contiguous: number;
  projected: number;
};

export async function rangeDigest(
  db: Db,
  stream: string,
  above: number,
  upTo: number,
): Promise<RangeDigest> {
  const found = await db.query<RangeDigest>(
    `WITH floor AS (
       SELECT coalesce((SELECT seq FROM stream_floors WHERE stream_id = $1), 0) AS seq)
     SELECT floor.seq AS floor_seq, d.rows, d.hash,
            coalesce((SELECT max(seq) FROM stream_heads WHERE stream_id = $1), 0) AS contiguous,
            coalesce((SELECT applied_seq FROM projection.streams WHERE stream_id = $1), 0)
              AS projected
       FROM floor CROSS JOIN LATERAL (
         SELECT count(*) AS rows,
                coalesce(encode(sha256(string_agg(op_id, ''::bytea ORDER BY seq, op_id)), 'hex'), '')
                  AS hash
           FROM (SELECT DISTINCT seq, op_id FROM all_ops
                  WHERE stream_id = $1 AND seq > greatest($2::bigint, floor.seq) AND seq <= $3) o) d`,
    [idBytes(stream), above, upTo],
  );
  const [row] = found.rows;
  if (row === undefined) throw new Error('an aggregate without a row');
  return row;
}
