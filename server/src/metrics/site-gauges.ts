import { Gauge, type Registry } from 'prom-client';
import type { SiteNumbers } from './read-site-numbers.ts';

type Plain = Exclude<keyof SiteNumbers, 'ops' | 'slotState' | 'archiveState'>;

/** Gauges of one number each: its name and what it means. */
const PLAIN: Readonly<Record<Plain, readonly [name: string, help: string]>> = {
  projectionLagOps: ['evertill_projection_lag_ops', 'Ops held and not yet in the read models'],
  copyUnreadRows: [
    'evertill_copy_unread_rows',
    'Replicated rows not yet walked; counted up to 10,000',
  ],
  streams: ['evertill_streams', 'Streams known'],
  streamsBehind: ['evertill_streams_behind', 'Streams of which the peer confirmed less than held'],
  streamsWithGaps: [
    'evertill_streams_with_gaps',
    'Streams with an op received above the gap-free head',
  ],
  copyPosition: ['evertill_copy_position', 'Local order of the last replicated row walked'],
  logPosition: ['evertill_log_position', 'Local order of the last row written into either log'],
  replicationLagBytes: [
    'evertill_replication_lag_bytes',
    'Bytes of log the peer has not confirmed; -1 while it is not connected',
  ],
  slotWalPercent: [
    'evertill_slot_wal_percent',
    'Share of max_slot_wal_keep_size held back for the peer; -1 where unlimited or no slot',
  ],
  archiveAgeSeconds: [
    'evertill_archive_age_seconds',
    'Since the log was last archived; -1 where it never was, or is being at the moment',
  ],
  applyErrors: ['evertill_apply_errors', 'Failures of the subscriptions since they began'],
  subscriptions: ['evertill_subscriptions_applying', 'Subscriptions with a running apply worker'],
  reseeds: ['evertill_reseeds', 'Re-seeds of the copies since the site began'],
  peerSilentSeconds: [
    'evertill_peer_claims_age_seconds',
    'Since the peer last told its claims; -1 where it never did',
  ],
  comparisonAgeSeconds: [
    'evertill_comparison_age_seconds',
    'Since the logs were last compared with the peer; -1: never',
  ],
  comparisonConflicts: ['evertill_comparison_conflicts', 'Contradictions the last comparison saw'],
  quarantine: ['evertill_quarantine_records', 'Records the projector set aside'],
  tillsNotAsking: [
    'evertill_tills_not_asking_builds',
    'Tills that asked for their build in the last 30 days and not in the last 26 hours',
  ],
  recovering: ['evertill_recovering', '1 while the site is restored and not yet level'],
};
const SLOT_STATES = ['none', 'ok', 'alert', 'lost'] as const;
const ARCHIVE_STATES = ['none', 'ok', 'late', 'lost'] as const;

/** The site as its database has it. Made with the first numbers: before, a gauge would say 0. */
export type SiteGauges = { show(numbers: SiteNumbers, nowMs: number): void };

export function siteGauges(registry: Registry): SiteGauges {
  const registers = [registry];
  const keys = Object.keys(PLAIN) as Plain[];
  const gauges = new Map(
    keys.map((key) => {
      const [name, help] = PLAIN[key];
      return [key, new Gauge({ name, help, registers })] as const;
    }),
  );
  const ops = new Gauge({
    name: 'evertill_stream_ops',
    help: 'Gap-free ops over all streams: held here, in the read models, confirmed by the peer',
    labelNames: ['at'],
    registers,
  });
  const slot = new Gauge({
    name: 'evertill_slot_state',
    help: '1 at the state the replication slots are in',
    labelNames: ['state'],
    registers,
  });
  const archive = new Gauge({
    name: 'evertill_archive_state',
    help: '1 at the state the archive of the log is in; none: the log is not archived',
    labelNames: ['state'],
    registers,
  });
  const lagSeconds = new Gauge({
    name: 'evertill_projection_lag_seconds',
    help: 'Since the read models last held everything',
    registers,
  });
  const readAt = new Gauge({
    name: 'evertill_site_numbers_timestamp_seconds',
    help: 'When the database was last asked for these gauges',
    registers,
  });
  let levelMs: number | undefined;
  return {
    show(numbers, nowMs) {
      for (const [key, gauge] of gauges) gauge.set(numbers[key]);
      for (const [at, count] of Object.entries(numbers.ops)) ops.set({ at }, count);
      for (const state of SLOT_STATES) slot.set({ state }, state === numbers.slotState ? 1 : 0);
      for (const state of ARCHIVE_STATES)
        archive.set({ state }, state === numbers.archiveState ? 1 : 0);
      if (numbers.projectionLagOps === 0 || levelMs === undefined) levelMs = nowMs;
      lagSeconds.set((nowMs - levelMs) / 1000);
      readAt.set(nowMs / 1000);
    },
  };
}
