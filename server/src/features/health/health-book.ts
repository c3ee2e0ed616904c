import type { HelloHealth, HelloRequest } from '../../../../src/contracts/wire.ts';
import type { Db, Pool } from '../../db/pool.ts';
import { transaction } from '../../db/transaction.ts';
import { writeBehind } from '../../write-behind.ts';
import { healthGrowth, type HealthGrowth, type ToldBefore } from './health-growth.ts';

/** What one hello says of a till's health. */
export type ToldHealth = {
  tillId: string;
  store: string;
  health: HelloHealth;
  backlog: HelloRequest['backlog'];
};

/** So long a word may wait for others, ms. */
const GATHER_MS = 500;

/** Keeps what tills tell of their health. */
export const healthBook = (pool: Pool, onError: (error: unknown) => void) =>
  writeBehind<ToldHealth>({
    gatherMs: GATHER_MS,
    keyOf: ({ tillId }) => tillId,
    save: (words) => saveHealth(pool, words),
    onError,
  });

async function saveHealth(pool: Pool, words: readonly ToldHealth[]): Promise<void> {
  const sorted = [...words].sort((a, b) => (a.tillId < b.tillId ? -1 : 1));
  await transaction(pool, async (tx) => {
    await tx.query('SET LOCAL synchronous_commit = off');
    const before = await heldBefore(tx, sorted);
    await tx.query(
      `INSERT INTO till_health (till_id, store, since_ms, told)
       SELECT * FROM jsonb_to_recordset($1) AS t (till_id text, store text, since_ms bigint, told jsonb)
       ON CONFLICT (till_id) DO UPDATE
         SET store = excluded.store, since_ms = excluded.since_ms, told = excluded.told, at = now()`,
      [
        JSON.stringify(
          sorted.map(({ tillId, store, health }) => ({
            till_id: tillId,
            store,
            since_ms: health.since_ms,
            told: health,
          })),
        ),
      ],
    );
    await addToSlot(tx, sorted, before);
  });
}

/** What a till told longer ago says nothing of when it came about, seconds. */
const LONGEST_SILENCE_S = 120;

/**
 * Words that another goes on from: what came on since one of before the stage, or since one of long ago,
 * may have come about before the stage, and belongs to no hour (HEA3). Locked, so that two workers that
 * hear one till at once count nothing twice.
 */
async function heldBefore(tx: Db, words: readonly ToldHealth[]): Promise<Map<string, ToldBefore>> {
  const found = await tx.query<ToldBefore & { till_id: string; is_fresh: boolean }>(
    `SELECT till_id, since_ms, told,
            at > greatest((SELECT at FROM health_cut), now() - $2 * interval '1 second') AS is_fresh
       FROM till_health WHERE till_id = ANY ($1) ORDER BY till_id FOR UPDATE`,
    [words.map(({ tillId }) => tillId), LONGEST_SILENCE_S],
  );
  const fresh = found.rows.filter((row) => row.is_fresh);
  return new Map(fresh.map((row) => [row.till_id, row]));
}

async function addToSlot(
  tx: Db,
  words: readonly ToldHealth[],
  before: ReadonlyMap<string, ToldBefore>,
): Promise<void> {
  const stores = new Map<string, StoreGrowth>();
  for (const { tillId, store, health, backlog } of words) {
    const growth = healthGrowth(before.get(tillId), health);
    if (growth === undefined) continue;
    const till = { ...growth, store, oldest_ms: backlog.oldest_ms, parked: backlog.parked };
    stores.set(store, together(stores.get(store), till));
  }
  if (stores.size === 0) return;
  const rows = [...stores.values()].sort((a, b) => (a.store < b.store ? -1 : 1));
  await tx.query({ name: 'add-health', text: ADD_TO_SLOT, values: [JSON.stringify(rows)] });
}

/** In one order, so that two workers never wait for each other's rows in a circle. */
const ADD_TO_SLOT = `
  INSERT INTO health_slots AS h (store, slot, starts, crashes, sales, failed_sales, card_tries,
                                 declined, scans, oldest_ms, parked, set_asked,
                                 fell_back)
  SELECT store, greatest(date_trunc('hour', now()), (SELECT at FROM health_cut)), starts, crashes, sales, failed_sales, card_tries, declined,
         scans, oldest_ms, parked, set_asked, fell_back
    FROM jsonb_to_recordset($1) AS g (store text, starts bigint, crashes bigint, sales bigint,
           failed_sales bigint, card_tries bigint, declined bigint, scans bigint[], oldest_ms bigint,
           parked bigint, set_asked bigint, fell_back bigint)
  ON CONFLICT (store, slot) DO UPDATE SET
    starts = h.starts + excluded.starts, crashes = h.crashes + excluded.crashes,
    sales = h.sales + excluded.sales, failed_sales = h.failed_sales + excluded.failed_sales,
    card_tries = h.card_tries + excluded.card_tries, declined = h.declined + excluded.declined,
    scans = ARRAY(SELECT a + b FROM unnest(h.scans, excluded.scans) WITH ORDINALITY AS s (a, b, i)
                   ORDER BY i),
    oldest_ms = greatest(h.oldest_ms, excluded.oldest_ms),
    parked = greatest(h.parked, excluded.parked), set_asked = h.set_asked + excluded.set_asked,
    fell_back = h.fell_back + excluded.fell_back`;

type StoreGrowth = HealthGrowth & { store: string; oldest_ms: number; parked: number };

/** Two tills of one store in one word. */
function together(a: StoreGrowth | undefined, b: StoreGrowth): StoreGrowth {
  if (a === undefined) return b;
  return {
    store: b.store,
    starts: a.starts + b.starts,
    crashes: a.crashes + b.crashes,
    sales: a.sales + b.sales,
    failed_sales: a.failed_sales + b.failed_sales,
    card_tries: a.card_tries + b.card_tries,
    declined: a.declined + b.declined,
    scans: b.scans.map((n, i) => n + (a.scans[i] ?? 0)),
    oldest_ms: Math.max(a.oldest_ms, b.oldest_ms),
    parked: Math.max(a.parked, b.parked),
    set_asked: a.set_asked + b.set_asked,
    fell_back: a.fell_back + b.fell_back,
  };
}
