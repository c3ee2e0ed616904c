import { sha256 } from '@noble/hashes/sha2.js';
import { Committer, type Fact, type OnDurable } from '../../src/sync/core/commit.ts';
import type { Clock, Journal, LocalStore, StreamRow } from '../../src/sync/core/ports.ts';
import { DEFAULT_SETTINGS, type SyncSettings } from '../../src/sync/core/settings.ts';
import { streamOpenedFact, type OpenReason } from '../../src/sync/core/open-stream.ts';
import { newSyncState, type SyncState } from '../../src/sync/core/sync-state.ts';
import type { HostLink } from '../../src/renderer/till-worker/host-link.ts';
import { random, randomId } from '../../src/renderer/till-worker/random.ts';
import { WireClient } from '../../src/renderer/till-worker/wire-client.ts';

/** What an enrolled till knows of itself. */
export type Identity = {
  till_id: string;
  region: string;
  region_number: number;
  /** Where this enrolment's document series begin. */
  series: string;
  sites: readonly { id: string; key: string; required: boolean }[];
};

const utf8 = new TextEncoder();
export const BUSINESS_DATE = new Date().toISOString().slice(0, 10);

export function openCommitter(
  current: StreamRow,
  disks: { store: LocalStore; journal: Journal },
  clock: Clock,
  alarm: (kind: string, site: string) => void,
  onDurable: OnDurable,
): Committer {
  const ports = {
    ...disks,
    clock,
    sha256,
    utf8: (t: string) => utf8.encode(t),
    print: () => Promise.resolve(),
    reached: () => Promise.resolve(),
    alarm: (kind: string) => alarm(kind, ''),
  };
  return new Committer(current, ports, onDurable);
}

export function openWire(
  host: HostLink,
  identity: Identity,
  clock: Clock,
  stream: () => StreamRow,
): WireClient {
  const { region, region_number: regionNumber, sites } = identity;
  const keys = new Map(sites.map((s) => [s.id, s.key]));
  const who = { region, regionNumber, appVersion: 'headless', keys };
  const serverClock = { offsetAtStart: 0, learned: () => undefined };
  const ports = { host, clock, randomId, stream, serverClock, identity: who };
  return new WireClient(ports);
}

/** A loop that has not met its sites yet. */
export function firstState(
  setup: { home: string; settings?: Partial<SyncSettings> },
  { sites }: Identity,
  clock: Clock,
): SyncState {
  const settings = { ...DEFAULT_SETTINGS, ...setup.settings };
  const { home } = setup;
  return newSyncState({ now: clock.now(), sites, home, streams: [], met: [], settings, random });
}

export function firstOp(tillId: string, row: StreamRow, reason: OpenReason): Fact {
  return streamOpenedFact({ tillId, businessDate: BUSINESS_DATE }, row, reason);
}
