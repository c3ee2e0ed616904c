import { gather } from '../../gather.ts';
import { keyedTurns } from '../../keyed-turns.ts';
import type { SiteContext } from '../../site-context.ts';
import type { Batch } from './read-batch.ts';
import type { Push } from './signed-rows.ts';
import { storeBatch, type Answer } from './store-batch.ts';
import { storeGrowth } from './store-growth.ts';

/** Batches beyond this go alone: neighbours would wait for them. */
const SMALL_OPS = 32;
const SMALL_BYTES = 64 * 1024;
/** Two at a time, so that one fills while the other waits for its flush. */
const LIMITS = { atOnce: 2, most: 64 };

function isSmall({ rows }: Batch): boolean {
  return (
    rows.length <= SMALL_OPS && rows.reduce((sum, { raw }) => sum + raw.length, 0) <= SMALL_BYTES
  );
}

/**
 * The way in for pushes of one web worker. Small ones that come together share a transaction and its
 * flush; whatever is odd about one sends it down the road alone, so that no till can stop another (D1).
 */
export function pushStore(site: SiteContext): (push: Push) => Promise<Answer> {
  const grow = gather(LIMITS, async (pushes: readonly Push[]) =>
    storeGrowth(site, pushes).catch((error: unknown) => {
      site.log.debug({ err: error, pushes: pushes.length }, 'pushes go one by one');
      return pushes.map(() => undefined);
    }),
  );
  const inTurn = keyedTurns();
  return async (push) => {
    const answer = isSmall(push.batch) ? await grow(push) : undefined;
    // One at a time of a stream: whatever keeps it, its till holds one connection, not all.
    return answer ?? inTurn(push.batch.header.stream, () => storeBatch(site, push));
  };
}
