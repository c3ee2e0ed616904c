import type { HelloFacts, SyncEffect } from './sync-events.ts';
import type { Flight, SyncState } from './sync-state.ts';

/** A fork or a site ahead of us: what we hold is sent as it is, new ops go to a new stream (D9, D12). */
export function streamNews(
  state: SyncState,
  f: Flight,
  facts: Pick<HelloFacts, 'status'> & { aheadOfUs?: boolean },
): SyncEffect[] {
  const stream = state.streams.find((s) => s.id === f.stream);
  if (stream === undefined || stream.closed) return [];
  const reason =
    facts.status === 'forked' ? 'forked' : facts.aheadOfUs === true ? 'behind-server' : undefined;
  if (reason === undefined) return [];
  return [
    { type: 'alarm', kind: reason, site: f.site, detail: f.stream },
    { type: 'open-stream', reason, stream: f.stream },
  ];
}
