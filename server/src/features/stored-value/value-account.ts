import type { ValueAsk } from '../../../../src/contracts/stored-value.ts';
import type { Db, Pool } from '../../db/pool.ts';
import { transaction } from '../../db/transaction.ts';

/** What a site says of one card; minor units. */
export type Account = { known: boolean; balance: number; available: number; reserved: number };

/** A sale that takes longer is taken for given up; its op counts all the same when it comes. */
const HELD_MS = 15 * 60_000;
/** Of one till at a time; nobody pays with more cards at once. */
const MOST_HELD = 40;

/** Each step once, by the rule of `distinctSteps`. Whoever sums more than this was lied to. */
const BALANCE = `SELECT count(*) > 0 AS known,
    greatest(-9e15, least(9e15, coalesce(sum(amount), 0)))::bigint AS balance
  FROM (SELECT DISTINCT ON (movement) amount FROM projection.value_movements
         WHERE code = $1 AND currency = $2
         ORDER BY movement, abs(amount) DESC, amount DESC) steps`;

/** What others are about to take; a step that is counted already is held by nobody. */
const HELD = `SELECT coalesce(sum(amount), 0)::bigint AS held FROM value_reservations r
  WHERE code = $1 AND currency = $2 AND expires_at > $5
    AND NOT (till_id = $3 AND redemption = $4)
    AND NOT EXISTS (SELECT 1 FROM projection.value_movements m WHERE m.movement = r.redemption)`;

async function account(
  db: Db,
  { code, currency, redemption = '', face }: ValueAsk,
  tillId: string,
  now: Date,
): Promise<Account> {
  const sums = await db.query<{ known: boolean; balance: number }>(BALANCE, [code, currency]);
  const others = await db.query<{ held: number }>(HELD, [code, currency, tillId, redemption, now]);
  const { known: isMoved = false, balance: sum = 0 } = sums.rows[0] ?? {};
  // Paper has its value from its printing, which nobody told; its first use does (VOUCH4).
  const known = isMoved || face !== undefined;
  const balance = isMoved ? sum : (face ?? 0);
  const { held = 0 } = others.rows[0] ?? {};
  return { known, balance, available: balance - held, reserved: 0 };
}

/**
 * Says what is on a card, and keeps, changes or lets go what this redemption is about to take. Kept at
 * this site alone: the other one may keep the same value for another till (ADR 24).
 */
export async function askAccount(
  pool: Pool,
  ask: ValueAsk,
  tillId: string,
  nowMs: number,
): Promise<Account> {
  const { code, currency, redemption, amount } = ask;
  const now = new Date(nowMs);
  if (redemption === undefined) return account(pool, ask, tillId, now);
  return transaction(pool, async (tx) => {
    // Two tills with one card come one after the other.
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 24))', [code]);
    await tx.query(
      `DELETE FROM value_reservations
        WHERE expires_at <= $3 OR (till_id = $1 AND redemption = $2)
           OR (till_id = $1 AND redemption IN (
                SELECT redemption FROM value_reservations WHERE till_id = $1
                 ORDER BY expires_at DESC, redemption OFFSET ${MOST_HELD - 1}))`,
      [tillId, redemption, now],
    );
    const said = await account(tx, ask, tillId, now);
    if (amount === undefined || amount > said.available) return said;
    await tx.query(
      `INSERT INTO value_reservations (till_id, redemption, code, currency, amount, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [tillId, redemption, code, currency, amount, new Date(nowMs + HELD_MS)],
    );
    return { ...said, reserved: amount };
  });
}
