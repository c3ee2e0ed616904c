import type { SiteStatus } from '../../../../src/contracts/site-status.ts';
import { idText } from '../../ids.ts';
import type { SiteContext } from '../../site-context.ts';
import { tillAlerts } from './till-alerts.ts';
import { readArchive } from './archive-status.ts';
import { readReplication } from './replication-status.ts';
import { readChangesVector } from '../changes/changes-vector.ts';

const MOST_STREAMS = 500;
/** So many of each till come before any till's others: one that opens thousands hides nobody. */
const STREAMS_OF_EACH = 3;

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
