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

/** A month older than this may be about to be dropped, which a row of it waits for. */
const YOUNG_MS = 60 * 86_400_000;

function isQuick({ rows }: Batch, nowMs: number): boolean {
  const young = new Date(nowMs - YOUNG_MS).toISOString().slice(0, 10);
  return (
    rows.length <= SMALL_OPS &&
    rows.reduce((sum, { raw }) => sum + raw.length, 0) <= SMALL_BYTES &&
    rows.every(({ businessDate }) => businessDate >= young)
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
    const answer = isQuick(push.batch, site.now()) ? await grow(push) : undefined;
    // One at a time of a stream: whatever keeps it, its till holds one connection, not all.
    return answer ?? inTurn(push.batch.header.stream, () => storeBatch(site, push));
  };
}
