import type { SiteContext } from '../../site-context.ts';
import { replayStream } from '../projection/replay-stream.ts';
import { readParkedSteps } from './parked-steps.ts';

/**
 * Read models are each site's own: what somebody sent again at the other site is read again here, too.
 * After a start all of it is, once more: a new build may read what the last one could not.
 */
export function followReplays(site: SiteContext): () => Promise<number> {
  const seen = new Set<string>();
  let isFirst = true;
  return async () => {
    const steps = await readParkedSteps(site.pool);
    const own = site.config.site;
    const wanted = steps.filter(
      ({ told }) =>
        told.kind === 'sent-again' && !seen.has(told.step_id) && (isFirst || told.site !== own),
    );
    const ids = [...new Set(wanted.map(({ op_id: id }) => Buffer.from(id, 'hex')))];
    const found =
      ids.length === 0
        ? []
        : (
            await site.pool.query<{ stream: Buffer }>(
              'SELECT DISTINCT stream_id AS stream FROM projection.quarantine WHERE op_id = ANY ($1::bytea[])',
              [ids],
            )
          ).rows;
    for (const { stream } of found) await replayStream(site, stream);
    isFirst = false;
    for (const { told } of steps) seen.add(told.step_id);
    return found.length;
  };
}
