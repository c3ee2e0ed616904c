import { setTimeout as sleep } from 'node:timers/promises';
import { CHANNELS } from '../../db/listener.ts';
import { askPeer, type PeerAddress } from '../../peer-request.ts';
import type { SiteContext } from '../../site-context.ts';
import { changeDigests, lackingChanges, storeChangeRows } from './change-rows.ts';
import { differing } from './op-digests.ts';
import { checks } from './peer-answers.ts';

const ANSWER_MS = 60_000;

export type ChangesReconciled = {
  buckets: number;
  differing: number;
  changes: number;
  /** Buckets that say different things under the same numbers: no fetching heals that, people must look. */
  conflicts: number;
};

/** Fetches every change row that the peer holds and this site does not, bucket by bucket. */
export async function reconcileChanges(
  site: SiteContext,
  peer: PeerAddress,
  settleMs: number,
): Promise<ChangesReconciled> {
  const done = { buckets: 0, differing: 0, changes: 0, conflicts: 0 };
  const { logs } = await askPeer(
    site,
    peer,
    '/v1/peer/change-digests',
    checks.changeDigests,
    ANSWER_MS,
  );
  const ours = await changeDigests(site.pool);
  for (const { origin, incarnation, buckets } of logs) {
    done.buckets += buckets.length;
    const own = ours.find((log) => log.origin === origin && log.incarnation === incarnation);
    for (const bucket of differing(own?.buckets ?? [], buckets)) {
      done.differing += 1;
      const path = `/v1/peer/changes?incarnation=${incarnation}&bucket=${bucket}`;
      const { rows } = await askPeer(site, peer, path, checks.changeRows, ANSWER_MS);
      let lacking = await lackingChanges(site.pool, rows);
      if (lacking.length > 0 && settleMs > 0) {
        await sleep(settleMs);
        lacking = await lackingChanges(site.pool, lacking);
      }
      const theirs = buckets.find((b) => b.bucket === bucket)?.rows;
      const here = own?.buckets.find((b) => b.bucket === bucket)?.rows;
      if (lacking.length === 0 && theirs === here) done.conflicts += 1;
      done.changes += await storeChangeRows(site, lacking);
    }
  }
  if (done.changes > 0) site.poker.poke(CHANNELS.changes);
  return done;
}
