import type { ParkedAsk, StoreParkedAnswer } from '../../../../src/contracts/parked-baskets.ts';
import type { Db } from '../../db/pool.ts';

/** So long another till may still say yes: somebody stands and waits. */
const ASK_LIVES_MS = 10_000;

type Asker = { tillId: string; store: string; till: string };

/** Keeps what a till asks for; it asks for one basket at a time. Answers until when the ask stands. */
export async function keepAsk(
  db: Db,
  { tillId, store, till }: Asker,
  ask: ParkedAsk,
  nowMs: number,
): Promise<number> {
  const expiresMs = nowMs + ASK_LIVES_MS;
  await db.query(
    `INSERT INTO parked_asks (by_till_id, by_till, store, till, park_id, expires_ms)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (by_till_id) DO UPDATE SET till = excluded.till, park_id = excluded.park_id,
       expires_ms = excluded.expires_ms`,
    [tillId, till, store, ask.till, ask.park_id, expiresMs],
  );
  return expiresMs;
}

/** What others ask this till for, the first asked first. */
export async function asksFor(
  db: Db,
  { store, till }: Asker,
  nowMs: number,
): Promise<StoreParkedAnswer['asked']> {
  const found = await db.query<{ till: string; park_id: string; expires_ms: number }>(
    `SELECT by_till AS till, park_id, expires_ms FROM parked_asks
      WHERE store = $1 AND till = $2 AND expires_ms > $3 ORDER BY expires_ms, by_till`,
    [store, till, nowMs],
  );
  return found.rows;
}
