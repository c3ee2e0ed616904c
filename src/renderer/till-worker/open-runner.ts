import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64url } from '../../domain/oplog/base64url.ts';
import type { OpenStream } from '../../sync/core/open-stream.ts';
import { DEFAULT_SETTINGS } from '../../sync/core/settings.ts';
import type { Started } from '../../sync/core/start-up.ts';
import { SyncRunner } from '../../sync/core/sync-runner.ts';
import { newSyncState } from '../../sync/core/sync-state.ts';
import type { AlarmKind } from '../shared/alarm-kinds.ts';
import type { Enrolled } from './enrolled.ts';
import type { OutboxStore } from './outbox-store.ts';
import type { OwnOpsLane } from './own-ops-lane.ts';
import type { PullLane } from './pull-lane.ts';
import { random } from './random.ts';
import type { WireClient } from './wire-client.ts';
import { workerClock } from './worker-clock.ts';

type Ears = { syncChanged: () => void; alarm: (kind: AlarmKind) => void };

const utf8 = new TextEncoder();

/** Half of the tills call each site home, so both are proven all day. */
function homeOf(tillId: string, sites: readonly { id: string }[]): string {
  const sum = sha256(utf8.encode(tillId))[0] ?? 0;
  return sites[sum % sites.length]?.id ?? '';
}

export function openRunner(
  identity: Enrolled,
  started: Started,
  parts: {
    store: OutboxStore;
    wire: WireClient;
    lane: PullLane;
    ownOps: OwnOpsLane;
    openStream: (asked: OpenStream) => Promise<void>;
  },
  events: Ears,
): SyncRunner {
  const { store, wire, lane, ownOps, openStream } = parts;
  // A stream without its first op is not there yet: the commit of that op tells the loop of it.
  const streams = started.fresh === undefined ? started.streams : started.streams.slice(0, -1);
  const state = newSyncState({
    now: workerClock.now(),
    sites: identity.sites,
    home: homeOf(identity.till_id, identity.sites),
    streams,
    met: started.snapshot.sites,
    settings: DEFAULT_SETTINGS,
    random,
  });
  return new SyncRunner(state, streams, {
    store,
    transport: wire,
    clock: workerClock,
    random,
    utf8: (t) => utf8.encode(t),
    base64: toBase64url,
    pull: async (site) => {
      // Beside the pull: old ops may take long, and prices must not wait for them.
      void ownOps.attempt(site).catch(() => undefined);
      return lane.pull(site);
    },
    behind: (vec) => lane.behind(vec),
    openStream: async (reason, old) => {
      await openStream({ reason, old });
      // What the site knows more than we do is ours: it is asked for (D12).
      ownOps.askAgain();
    },
    onState: events.syncChanged,
    alarm: (kind) => events.alarm(kind),
  });
}
