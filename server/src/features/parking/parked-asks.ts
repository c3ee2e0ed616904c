import type { ParkedAsk, ParkedAskedAnswer } from '../../../../src/contracts/parked-baskets.ts';
import type { Db } from '../../db/pool.ts';

type Asker = { tillId: string; store: string; till: string };

/** Keeps what a till asks for, as long as it said that it waits; it asks for one basket at a time. */
export async function keepAsk(
  db: Db,
  { tillId, store, till }: Asker,
  ask: ParkedAsk,
  nowMs: number,
): Promise<void> {
  await db.query(
    `INSERT INTO parked_asks (by_till_id, by_till, store, till, park_id, hand_id, expires_ms)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (by_till_id) DO UPDATE SET till = excluded.till, park_id = excluded.park_id,
       hand_id = excluded.hand_id, expires_ms = excluded.expires_ms`,
    [tillId, till, store, ask.till, ask.park_id, ask.hand_id, nowMs + ask.left_ms],
  );
}

/** What others ask this till for, the first asked first, and how long each still waits. */
export async function asksFor(
  db: Db,
  { store, till }: Asker,
  nowMs: number,
): Promise<ParkedAskedAnswer['asked']> {
  const found = await db.query<ParkedAskedAnswer['asked'][number]>(
    `SELECT by_till AS till, park_id, hand_id, expires_ms - $3 AS left_ms FROM parked_asks
      WHERE store = $1 AND till = $2 AND expires_ms > $3 AND hand_id <> ''
      ORDER BY expires_ms, by_till`,
    [store, till, nowMs],
  );
  return found.rows;
}
