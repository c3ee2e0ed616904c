import { sha256 } from '@noble/hashes/sha2.js';
import type { Committer } from '../../sync/core/commit.ts';
import {
  openStreamBehind,
  streamOpenedFact,
  type NewStreamPorts,
  type OpenStream,
} from '../../sync/core/open-stream.ts';
import type { LocalStore } from '../../sync/core/ports.ts';
import type { Started } from '../../sync/core/start-up.ts';
import type { Enrolled } from './enrolled.ts';
import { randomId } from './random.ts';
import { businessDateAt } from './selling/till-rules.ts';
import { workerClock } from './worker-clock.ts';

export function newStreamPorts(identity: Enrolled): NewStreamPorts {
  return { tillId: identity.till_id, enrolmentSeries: identity.series, sha256, randomId };
}

/** Opens this till's streams: the first op of one that start-up chose, and a new one behind another. */
export function streamOpening(identity: Enrolled, store: LocalStore, committer: Committer) {
  const named = newStreamPorts(identity);
  const businessDate = (): string =>
    businessDateAt(workerClock.wallMs(), identity.profile.time_zone);
  return {
    openStream: (asked: OpenStream): Promise<void> =>
      openStreamBehind({ ...named, store, committer, businessDate }, asked),
    beginFresh: async ({ fresh, current }: Started): Promise<void> => {
      if (fresh === undefined) return;
      const at = { tillId: identity.till_id, businessDate: businessDate() };
      const opened = await committer.commit(streamOpenedFact(at, current, fresh));
      // A stream without its first op is nobody's: no sale may become that op.
      if (!opened.ok) throw new Error(opened.next);
    },
  };
}
