import { Type, type Static } from 'typebox';
import { Id128, Incarnation, SeqOrZero } from '../../../../src/contracts/ids.ts';
import { idText } from '../../ids.ts';
import type { SiteContext } from '../../site-context.ts';
import { TillAlert, tillAlerts } from './till-alerts.ts';
import { ArchiveStatus, readArchive } from './archive-status.ts';
import { readReplication } from './replication-status.ts';
import { readChangesVector } from '../changes/changes-vector.ts';

const MOST_STREAMS = 500;
/** So many of each till come before any till's others: one that opens thousands hides nobody. */
const STREAMS_OF_EACH = 3;
const Count = Type.Integer({ minimum: 0 });
const MaybeMs = Type.Union([Type.Integer(), Type.Null()]);

export const StreamStatusRow = Type.Object({
  stream: Id128,
  till_id: Type.String(),
  status: Type.String(),
  received_max: SeqOrZero,
  contiguous: SeqOrZero,
  peer_contiguous: Type.Union([SeqOrZero, Type.Null()]),
  projected: SeqOrZero,
  backlog_waiting: MaybeMs,
  backlog_oldest_ms: MaybeMs,
  backlog_parked: MaybeMs,
  app_version: Type.Union([Type.String(), Type.Null()]),
  last_seen_ms: MaybeMs,
});

export const SiteStatus = Type.Object({
  region: Type.String(),
  site: Type.String(),
  incarnation: Incarnation,
  recovering: Type.Boolean(),
  server_ms: Type.Integer(),
  peer: Type.Union([
    Type.Null(),
    Type.Object({
      site: Type.String(),
      incarnation: Type.String(),
      recovering: Type.Boolean(),
      /** Since the peer last answered, ms. */
      silent_ms: Count,
    }),
  ]),
  replication: Type.Object({
    /** Bytes of log the peer has not confirmed; null while it is not connected. */
    lag_bytes: Type.Union([Count, Type.Null()]),
    /** Room left before a slot is given up (H5), bytes; null where unlimited or no slot. */
    safe_wal_bytes: Type.Union([Type.Integer(), Type.Null()]),
    /** Share of `max_slot_wal_keep_size` that the slowest slot holds, percent; null as above. */
    slot_wal_percent: Type.Union([Count, Type.Null()]),
    /** `alert`: past the share that the setting names. `lost`: the peer needs its re-seed (H5). */
    slot_state: Type.Union([
      Type.Literal('none'),
      Type.Literal('ok'),
      Type.Literal('alert'),
      Type.Literal('lost'),
    ]),
    /** Must stay 0 (I12). */
    apply_errors: Count,
    subscriptions: Count,
    /** Re-seeds of this site's copies since it began, and the last of them. */
    reseeds: Count,
    last_reseed: Type.Union([
      Type.Null(),
      Type.Object({ at_ms: Type.Integer(), reason: Type.String(), ops: Count, changes: Count }),
    ]),
  }),
  /** The last comparison of the logs with the peer's (D5) that came to its end; null: none yet. */
  comparison: Type.Union([
    Type.Null(),
    Type.Object({
      ended_ms: Type.Integer(),
      took_ms: Count,
      buckets: Count,
      differing: Count,
      ops: Count,
      changes: Count,
      /** Change logs that contradict each other; must stay 0. */
      conflicts: Count,
    }),
  ]),
  archive: ArchiveStatus,
  quarantine: Count,
  documents: Count,
  changes_vec: Type.Record(Type.String(), SeqOrZero),
  /** What needs a person. */
  alerts: Type.Array(TillAlert),
  streams: Type.Array(StreamStatusRow),
});
export type SiteStatus = Static<typeof SiteStatus>;

async function peer(site: SiteContext): Promise<SiteStatus['peer']> {
  const found = await site.pool.query<NonNullable<SiteStatus['peer']>>(
    `SELECT site, incarnation, recovering,
            greatest(0, extract(epoch FROM now() - seen) * 1000)::bigint AS silent_ms FROM peer_state`,
  );
  return found.rows[0] ?? null;
}

async function comparison(site: SiteContext): Promise<SiteStatus['comparison']> {
  const found = await site.pool.query<NonNullable<SiteStatus['comparison']>>(
    `SELECT (extract(epoch FROM ended_at) * 1000)::bigint AS ended_ms, took_ms, buckets, differing,
            ops, changes, conflicts FROM last_comparison`,
  );
  return found.rows[0] ?? null;
}

async function streams(site: SiteContext): Promise<SiteStatus['streams']> {
  const found = await site.pool.query<
    Omit<SiteStatus['streams'][number], 'stream'> & { id: Buffer }
  >(
    `SELECT s.stream_id AS id, s.till_id, s.status, s.received_max,
            coalesce((SELECT max(seq) FROM stream_heads h WHERE h.stream_id = s.stream_id), 0)
              AS contiguous,
            (SELECT c.contiguous FROM peer_claims c JOIN peer_state p USING (site, incarnation)
              WHERE c.stream_id = s.stream_id) AS peer_contiguous,
            coalesce(j.applied_seq, 0) AS projected,
            s.backlog_waiting, s.backlog_oldest_ms, s.backlog_parked, s.app_version,
            (extract(epoch FROM s.last_seen) * 1000)::bigint AS last_seen_ms
       FROM (SELECT *, row_number() OVER (PARTITION BY till_id ORDER BY status = 'forked' DESC,
                                          received_max > 0 DESC, last_seen DESC NULLS LAST) AS nth
               FROM stream_state) s
       LEFT JOIN projection.streams j USING (stream_id)
      ORDER BY s.nth > ${STREAMS_OF_EACH}, s.last_seen DESC NULLS LAST, s.stream_id
      LIMIT ${MOST_STREAMS}`,
  );
  return found.rows.map(({ id, ...row }) => ({ stream: idText(id), ...row }));
}

/** One picture of the site for people and tests. */
export async function siteStatus(site: SiteContext): Promise<SiteStatus> {
  const counts = await site.pool.query<{ quarantine: number; documents: number }>(
    `SELECT (SELECT count(*) FROM projection.quarantine) AS quarantine,
            (SELECT count(*) FROM projection.documents) AS documents`,
  );
  const { quarantine = 0, documents = 0 } = counts.rows[0] ?? {};
  const rows = await streams(site);
  return {
    region: site.config.region,
    site: site.config.site,
    ...site.identity.current,
    server_ms: site.now(),
    peer: await peer(site),
    replication: await readReplication(site),
    comparison: await comparison(site),
    archive: await readArchive(site),
    quarantine,
    documents,
    changes_vec: await readChangesVector(site.pool),
    alerts: tillAlerts(rows, site.now()),
    streams: rows,
  };
}
