import type { Static } from 'typebox';
import type { HelloRequest } from '../../../../src/contracts/wire.ts';
import type { Pool } from '../../db/pool.ts';
import { transaction } from '../../db/transaction.ts';
import { writeBehind } from '../../write-behind.ts';
import { idBytes } from '../../ids.ts';

export type Contact = { stream: string; tillId: string; ask: Static<typeof HelloRequest> };

/** So long a contact may wait for others, ms. */
const GATHER_MS = 200;

/** Remembers when a till was here and what it says of its own backlog (I14). */
export const contactBook = (pool: Pool, onError: (error: unknown) => void) =>
  writeBehind<Contact>({
    gatherMs: GATHER_MS,
    keyOf: ({ stream }) => stream,
    save: (contacts) => saveContacts(pool, contacts),
    onError,
  });

/** Streams heard of for the first time; the others keep what they are. */
const NEW_STREAMS = `
  INSERT INTO stream_state (stream_id, till_id)
  SELECT s, t FROM unnest($1::bytea[], $2::text[]) AS n (s, t)
   WHERE NOT EXISTS (SELECT 1 FROM stream_state k WHERE k.stream_id = n.s)
  ON CONFLICT DO NOTHING`;

/** A stream that is being written to is passed over: that write says that its till was here. */
const CONTACTS = `
  WITH free AS (SELECT stream_id FROM stream_state WHERE stream_id = ANY ($1::bytea[])
                 ORDER BY stream_id FOR UPDATE SKIP LOCKED)
  UPDATE stream_state k
     SET last_seen = now(), app_version = c.v, backlog_waiting = c.w, backlog_oldest_ms = c.o,
         backlog_parked = c.p
    FROM free JOIN unnest($1::bytea[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[])
           AS c (s, v, w, o, p) ON c.s = free.stream_id
   WHERE k.stream_id = free.stream_id`;

async function saveContacts(pool: Pool, contacts: readonly Contact[]): Promise<void> {
  const rows = contacts
    .map((c) => ({ ...c, id: idBytes(c.stream) }))
    .sort((a, b) => Buffer.compare(a.id, b.id));
  const ids = rows.map((r) => r.id);
  await pool.query({
    name: 'new-streams',
    text: NEW_STREAMS,
    values: [ids, rows.map((r) => r.tillId)],
  });
  await transaction(pool, async (tx) => {
    await tx.query('SET LOCAL synchronous_commit = off');
    await tx.query({
      name: 'note-contacts',
      text: CONTACTS,
      values: [
        ids,
        rows.map((r) => r.ask.app_version.replaceAll('\0', '')),
        rows.map((r) => r.ask.backlog.waiting),
        rows.map((r) => r.ask.backlog.oldest_ms),
        rows.map((r) => r.ask.backlog.parked),
      ],
    });
  });
}
