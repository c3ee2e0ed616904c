import { readArchive } from '../features/admin/archive-status.ts';
import { ALERT_AFTER } from '../features/admin/till-alerts.ts';
import { readReplication } from '../features/admin/replication-status.ts';
import type { ArchiveStatus, SiteStatus } from '../../../src/contracts/site-status.ts';
import type { SiteContext } from '../site-context.ts';

/** The site in numbers, as its database has them. -1: there is nothing to measure. */
export type SiteNumbers = {
  ops: { held: number; projected: number; peer: number };
  projectionLagOps: number;
  copyUnreadRows: number;
  streams: number;
  streamsBehind: number;
  streamsWithGaps: number;
  copyPosition: number;
  logPosition: number;
  replicationLagBytes: number;
  slotWalPercent: number;
  slotState: SiteStatus['replication']['slot_state'];
  archiveState: ArchiveStatus['state'];
  /** Since the log was last archived, s. */
  archiveAgeSeconds: number;
  applyErrors: number;
  subscriptions: number;
  reseeds: number;
  peerSilentSeconds: number;
  comparisonAgeSeconds: number;
  comparisonConflicts: number;
  quarantine: number;
  /** Tills that asked this site for their build in the last month, and not for as long as a till is silent. */
  tillsNotAsking: number;
  recovering: number;
};

type StreamSums = {
  streams: number;
  held: number;
  projected: number;
  peer: number;
  lag: number;
  behind: number;
  gaps: number;
};

async function readStreams(site: SiteContext): Promise<StreamSums> {
  const found = await site.pool.query<StreamSums>({
    name: 'metrics-streams',
    text: `WITH tops AS (SELECT stream_id, max(seq) AS top FROM stream_heads GROUP BY stream_id),
                claims AS (SELECT c.stream_id, c.contiguous
                             FROM peer_claims c JOIN peer_state USING (site, incarnation)),
                rows AS (
                  SELECT coalesce(t.top, 0) AS top, s.received_max,
                         coalesce(p.applied_seq, f.seq, 0) AS applied, c.contiguous AS peer
                    FROM stream_state s
                    LEFT JOIN tops t USING (stream_id)
                    LEFT JOIN projection.streams p USING (stream_id)
                    LEFT JOIN stream_floors f USING (stream_id)
                    LEFT JOIN claims c USING (stream_id))
           SELECT count(*) AS streams,
                  coalesce(sum(top), 0)::bigint AS held,
                  coalesce(sum(applied), 0)::bigint AS projected,
                  coalesce(sum(peer), 0)::bigint AS peer,
                  coalesce(sum(greatest(0, top - applied)), 0)::bigint AS lag,
                  count(*) FILTER (WHERE coalesce(peer, 0) < top) AS behind,
                  count(*) FILTER (WHERE received_max > top) AS gaps
             FROM rows`,
  });
  const [row] = found.rows;
  if (row === undefined) throw new Error('an aggregate without a row');
  return row;
}

type Rest = {
  unread: number;
  copy_position: number;
  log_position: number;
  silent_s: number;
  compared_s: number;
  conflicts: number;
  quarantine: number;
  not_asking: number;
};

async function readRest(site: SiteContext): Promise<Rest> {
  const found = await site.pool.query<Rest>({
    name: 'metrics-rest',
    text: `SELECT (SELECT count(*) FROM (SELECT 1 FROM ${site.tables.copyOps} o
                    WHERE (o.local_xid, o.local_ord) > (p.local_xid, p.local_ord)
                    LIMIT 10000) unread) AS unread,
                  p.local_ord AS copy_position,
                  (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM local_order)
                    AS log_position,
                  coalesce((SELECT extract(epoch FROM now() - max(seen))::float8 FROM peer_state),
                           -1) AS silent_s,
                  coalesce((SELECT extract(epoch FROM now() - ended_at)::float8
                              FROM last_comparison), -1) AS compared_s,
                  coalesce((SELECT conflicts FROM last_comparison), 0) AS conflicts,
                  (SELECT count(*) FROM projection.quarantine) AS quarantine,
                  (SELECT count(*) FROM build_asks
                    WHERE asked_at < now() - ${ALERT_AFTER.silentMs} * interval '1 ms'
                      AND asked_at > now() - interval '30 days') AS not_asking
             FROM copy_position p`,
  });
  const [row] = found.rows;
  if (row === undefined) throw new Error('no copy position');
  return row;
}

/** Asked every few seconds by one process of the site, never by a scrape. */
export async function readSiteNumbers(site: SiteContext): Promise<SiteNumbers> {
  const streams = await readStreams(site);
  const rest = await readRest(site);
  const replication = await readReplication(site);
  const archive = await readArchive(site);
  return {
    ops: { held: streams.held, projected: streams.projected, peer: streams.peer },
    projectionLagOps: streams.lag,
    copyUnreadRows: rest.unread,
    streams: streams.streams,
    streamsBehind: streams.behind,
    streamsWithGaps: streams.gaps,
    copyPosition: rest.copy_position,
    logPosition: rest.log_position,
    replicationLagBytes: replication.lag_bytes ?? -1,
    slotWalPercent: replication.slot_wal_percent ?? -1,
    slotState: replication.slot_state,
    archiveState: archive.state,
    archiveAgeSeconds: archive.silent_ms === null ? -1 : archive.silent_ms / 1000,
    applyErrors: replication.apply_errors,
    subscriptions: replication.subscriptions,
    reseeds: replication.reseeds,
    peerSilentSeconds: rest.silent_s,
    comparisonAgeSeconds: rest.compared_s,
    comparisonConflicts: rest.conflicts,
    quarantine: rest.quarantine,
    tillsNotAsking: rest.not_asking,
    recovering: site.identity.current.recovering ? 1 : 0,
  };
}
