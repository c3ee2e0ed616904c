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

type Stores = readonly string[] | undefined;

async function streams(site: SiteContext, stores: Stores): Promise<SiteStatus['streams']> {
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
               FROM stream_state
              WHERE $1::text[] IS NULL OR split_part(till_id, '-', 2) = ANY ($1::text[])) s
       LEFT JOIN projection.streams j USING (stream_id)
      ORDER BY s.nth > ${STREAMS_OF_EACH}, s.last_seen DESC NULLS LAST, s.stream_id
      LIMIT ${MOST_STREAMS}`,
    [stores ?? null],
  );
  return found.rows.map(({ id, ...row }) => ({ stream: idText(id), ...row }));
}

/** Of every stream there is: who was silent longest stands last in any list that is cut. */
async function alerts(site: SiteContext, stores: Stores): Promise<SiteStatus['alerts']> {
  const found = await site.pool.query<Parameters<typeof tillAlerts>[0][number]>(
    `SELECT till_id, backlog_waiting, backlog_oldest_ms, backlog_parked,
            (extract(epoch FROM last_seen) * 1000)::bigint AS last_seen_ms
       FROM stream_state
      WHERE $1::text[] IS NULL OR split_part(till_id, '-', 2) = ANY ($1::text[])
      ORDER BY till_id`,
    [stores ?? null],
  );
  return tillAlerts(found.rows, site.now());
}

async function counts(site: SiteContext): Promise<Pick<SiteStatus, 'quarantine' | 'documents'>> {
  const found = await site.pool.query<{ quarantine: number; documents: number }>(
    `SELECT (SELECT count(*) FROM projection.quarantine) AS quarantine,
            (SELECT count(*) FROM projection.documents) AS documents`,
  );
  const { quarantine = 0, documents = 0 } = found.rows[0] ?? {};
  return { quarantine, documents };
}

/**
 * One picture of the site for people and tests. With `stores` it is for somebody who looks after these
 * alone: their tills, and no figure of the whole region (0).
 */
export async function siteStatus(
  site: SiteContext,
  stores?: readonly string[],
): Promise<SiteStatus> {
  return {
    region: site.config.region,
    site: site.config.site,
    ...site.identity.current,
    server_ms: site.now(),
    peer: await peer(site),
    replication: await readReplication(site),
    comparison: await comparison(site),
    archive: await readArchive(site),
    ...(stores === undefined ? await counts(site) : { quarantine: 0, documents: 0 }),
    changes_vec: await readChangesVector(site.pool),
    alerts: await alerts(site, stores),
    streams: await streams(site, stores),
  };
}
