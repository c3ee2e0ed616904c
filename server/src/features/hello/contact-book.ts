import type { Static } from 'typebox';
import type { HelloRequest } from '../../../../src/contracts/wire.ts';
import type { Pool } from '../../db/pool.ts';
import { transaction } from '../../db/transaction.ts';
import { idBytes } from '../../ids.ts';

export type Contact = { stream: string; tillId: string; ask: Static<typeof HelloRequest> };

/** So long a contact may wait for others to be written with it, ms. */
const GATHER_MS = 200;

/**
 * Remembers when a till was here and what it says of its own backlog (I14), gathered: thousands of
 * hellos a minute must not each wait for a disk. What a crash takes with it the next hello says again.
 */
export function contactBook(
  pool: Pool,
  onError: (error: unknown) => void,
): (contact: Contact) => void {
  let waiting = new Map<string, Contact>();
  const save = (): void => {
    const contacts = [...waiting.values()];
    waiting = new Map();
    saveContacts(pool, contacts).catch(onError);
  };
  return (contact) => {
    if (waiting.size === 0) setTimeout(save, GATHER_MS);
    waiting.set(contact.stream, contact);
  };
}

async function saveContacts(pool: Pool, contacts: readonly Contact[]): Promise<void> {
  const rows = contacts
    .map((c) => ({ ...c, id: idBytes(c.stream) }))
    .sort((a, b) => Buffer.compare(a.id, b.id));
  await transaction(pool, async (tx) => {
    await tx.query('SET LOCAL synchronous_commit = off');
    await tx.query({
      name: 'note-contacts',
      text: `INSERT INTO stream_state (stream_id, till_id, last_seen, app_version, backlog_waiting,
                                       backlog_oldest_ms, backlog_parked)
             SELECT s, t, now(), v, w, o, p
               FROM unnest($1::bytea[], $2::text[], $3::text[], $4::bigint[], $5::bigint[],
                           $6::bigint[]) AS c (s, t, v, w, o, p)
             ON CONFLICT (stream_id) DO UPDATE
               SET last_seen = now(), app_version = excluded.app_version,
                   backlog_waiting = excluded.backlog_waiting,
                   backlog_oldest_ms = excluded.backlog_oldest_ms,
                   backlog_parked = excluded.backlog_parked`,
      values: [
        rows.map((r) => r.id),
        rows.map((r) => r.tillId),
        rows.map((r) => r.ask.app_version.replaceAll('\0', '')),
        rows.map((r) => r.ask.backlog.waiting),
        rows.map((r) => r.ask.backlog.oldest_ms),
        rows.map((r) => r.ask.backlog.parked),
      ],
    });
  });
}
