import type { Head } from '../../../../src/domain/oplog/advance-heads.ts';
import type { Db } from '../../db/pool.ts';
import { idBytes } from '../../ids.ts';
import type { ChainState } from './next-heads.ts';

/**
 * Is the till's own head held on a verified chain below our tip? A till that went back in time
 * cannot know our tip; this tells it that what it does know is safe (D9, D12).
 */
export async function holdsAskersHead(
  db: Db,
  stream: Buffer,
  state: ChainState,
  asker: Head,
): Promise<boolean> {
  const above = state.heads.filter((h) => h.seq > asker.seq);
  if (asker.seq === 0 || above.length === 0) return false;
  const found = await db.query<{ held: boolean }>({
    name: 'askers-head',
    text: `WITH RECURSIVE down AS (
             SELECT seq, link FROM unnest($2::bigint[], $3::bytea[]) AS tip(seq, link)
             UNION
             SELECT o.seq - 1, o.prev_op_id
               FROM down d JOIN all_ops o
                 ON o.stream_id = $1 AND o.seq = d.seq AND coalesce(o.stands_for, o.op_id) = d.link
              WHERE d.seq > $4)
           SELECT EXISTS (SELECT 1 FROM down WHERE seq = $4 AND link = $5) AS held`,
    values: [
      stream,
      above.map((h) => h.seq),
      above.map((h) => idBytes(h.opId)),
      asker.seq,
      idBytes(asker.opId),
    ],
  });
  return found.rows[0]?.held ?? false;
}
