import type { ArchiveStatus } from '../../../../src/contracts/site-status.ts';
import type { SiteContext } from '../../site-context.ts';

const MS_PER_S = 1000;

/**
 * How far the log of this site is from its archive, as the archive's slot tells. An archive that is full, gone or stopped looks the
 * same here: its slot is left alone.
 */
export async function readArchive(site: SiteContext): Promise<ArchiveStatus> {
  const found = await site.pool.query<{ lost: boolean; silent_ms: number | null }>(
    `SELECT wal_status = 'lost' AS lost,
            greatest(0, extract(epoch FROM now() - inactive_since) * 1000)::bigint AS silent_ms
       FROM pg_replication_slots WHERE slot_name = 'evertill_archive'`,
  );
  const [slot] = found.rows;
  if (slot === undefined) return { state: 'none', silent_ms: null };
  const { lost, silent_ms: silent } = slot;
  const isLate = (silent ?? 0) > site.config.archiveAlertS * MS_PER_S;
  return { state: lost ? 'lost' : isLate ? 'late' : 'ok', silent_ms: silent };
}
