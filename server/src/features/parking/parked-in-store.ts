import { BasketParkedBody, Op } from '../../../../src/contracts/op.ts';
import { parse, parseJson } from '../../../../src/contracts/parse.ts';
import type { StoreParkedAnswer } from '../../../../src/contracts/parked-baskets.ts';
import type { Db } from '../../db/pool.ts';

type Told = Omit<StoreParkedAnswer, 'region' | 'site'>;

/** Of one store; more never wait. */
const MOST = 200;
/** Handed to one till and not taken over; each comes whole. */
const MOST_HANDED = 10;

/** No op of the till that held it took it off, as far as this site knows. */
const STILL_THERE = `NOT EXISTS (SELECT 1 FROM projection.parked_gone g
  WHERE g.store = p.store AND g.till = p.till AND g.park_id = p.park_id)`;

/** What waits at the other tills of a store. */
export async function parkedElsewhere(
  db: Db,
  store: string,
  till: string,
): Promise<Told['parked']> {
  const found = await db.query<Told['parked'][number]>(
    `SELECT till, park_id, name, cashier, at_ms, total, items, currency
       FROM projection.parked_baskets p
      WHERE store = $1 AND till <> $2 AND ${STILL_THERE}
      ORDER BY at_ms DESC, till, park_id LIMIT ${MOST}`,
    [store, till],
  );
  return found.rows;
}

export async function isParkedAt(
  db: Db,
  store: string,
  till: string,
  parkId: string,
): Promise<boolean> {
  const found = await db.query(
    `SELECT 1 FROM projection.parked_baskets p
      WHERE store = $1 AND till = $2 AND park_id = $3 AND ${STILL_THERE} LIMIT 1`,
    [store, till, parkId],
  );
  return found.rows.length > 0;
}

/**
 * What was handed to a till and not taken over by it. A hand-over counts only where its own till had put
 * the basket on its shelf, and told of it in no other way: nobody hands over what is not theirs (PARK7).
 */
export async function handedTo(db: Db, store: string, till: string): Promise<Told['handed']> {
  const found = await db.query<{
    hand_id: string;
    till: string;
    park_id: string;
    raw: Buffer | null;
  }>(
    `SELECT DISTINCT ON (g.hand_id) g.hand_id, g.till, g.park_id,
            (SELECT o.raw FROM all_ops o WHERE o.op_id = p.op_id LIMIT 1) AS raw
       FROM projection.parked_gone g
       JOIN projection.parked_baskets p USING (store, till, park_id)
      WHERE g.store = $1 AND g.to_till = $2 AND g.hand_id <> '' AND g.till <> $2
        AND NOT EXISTS (SELECT 1 FROM projection.parked_gone x
              WHERE x.store = g.store AND x.till = g.till AND x.park_id = g.park_id
                AND x.hand_id = '')
        AND NOT EXISTS (SELECT 1 FROM projection.parked_baskets t
              WHERE t.store = g.store AND t.till = $2 AND t.park_id = g.hand_id)
      ORDER BY g.hand_id LIMIT ${MOST_HANDED}`,
    [store, till],
  );
  return found.rows.flatMap(({ raw, ...handed }) => {
    const body = bodyOf(raw);
    return body === undefined ? [] : [{ ...handed, body }];
  });
}

/** Undefined where the op was dropped since. */
function bodyOf(raw: Buffer | null): BasketParkedBody | undefined {
  if (raw === null) return undefined;
  return parse(BasketParkedBody, parseJson(Op, new TextDecoder().decode(raw))?.body);
}
