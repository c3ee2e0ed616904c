import type { Static } from 'typebox';
import type { HelloRequest } from '../../../../src/contracts/wire.ts';
import type { Db } from '../../db/pool.ts';

/** Remembers when a till was here and what it says of its own backlog (I14). */
export async function noteContact(
  db: Db,
  stream: Buffer,
  tillId: string,
  ask: Static<typeof HelloRequest>,
): Promise<void> {
  await db.query({
    name: 'note-contact',
    text: `INSERT INTO stream_state (stream_id, till_id, last_seen, app_version, backlog_waiting,
                                     backlog_oldest_ms, backlog_parked)
           VALUES ($1, $2, now(), $3, $4, $5, $6)
           ON CONFLICT (stream_id) DO UPDATE
             SET last_seen = now(), app_version = excluded.app_version,
                 backlog_waiting = excluded.backlog_waiting,
                 backlog_oldest_ms = excluded.backlog_oldest_ms,
                 backlog_parked = excluded.backlog_parked`,
    values: [
      stream,
      tillId,
      ask.app_version.replaceAll('\0', ''),
      ask.backlog.waiting,
      ask.backlog.oldest_ms,
      ask.backlog.parked,
    ],
  });
}
