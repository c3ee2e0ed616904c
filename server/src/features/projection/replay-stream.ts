import { CHANNELS } from '../../db/listener.ts';
import type { SiteContext } from '../../site-context.ts';

/** Has a whole stream projected again, what was set aside too; false where there is no such stream. */
export async function replayStream(site: SiteContext, stream: Buffer): Promise<boolean> {
  const done = await site.pool.query(
    `WITH woken AS (UPDATE stream_heads SET changed_xid = pg_current_xact_id()
                     WHERE stream_id = $1)
     UPDATE stream_state SET replay = true WHERE stream_id = $1`,
    [stream],
  );
  if (done.rowCount === 0) return false;
  site.poker.poke(CHANNELS.heads);
  return true;
}
