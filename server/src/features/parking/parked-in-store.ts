import { Op } from '../../../../src/contracts/op.ts';
import { parse, parseJson } from '../../../../src/contracts/parse.ts';
import {
  BasketHandedOverBody,
  type ParkedHandedAnswer,
  type StoreParkedAnswer,
} from '../../../../src/contracts/parked-baskets.ts';
import type { Db } from '../../db/pool.ts';

/** Of one till and of one store; more never wait, and no till hides what waits at the others. */
const MOST_OF_A_TILL = 40;
const MOST = 400;
/** What was parked longer ago is listed at its own till alone. */
const LISTED_MS = 30 * 24 * 60 * 60 * 1000;
/** Each comes whole. */
const MOST_HANDED = 10;

/** No op of the till that held it took it off, as far as this site knows. */
const STILL_THERE = `NOT EXISTS (SELECT 1 FROM projection.parked_gone g
  WHERE g.store = p.store AND g.till = p.till AND g.park_id = p.park_id)`;

/** What waits at the other tills of a store. */
export async function parkedElsewhere(
  db: Db,
  store: string,
  till: string,
  nowMs: number,
): Promise<StoreParkedAnswer['parked']> {
  const found = await db.query<StoreParkedAnswer['parked'][number]>(
    `SELECT till, park_id, name, cashier, at_ms, total, items, currency FROM
       (SELECT p.*, row_number() OVER (PARTITION BY till ORDER BY at_ms DESC, park_id) AS nth
          FROM projection.parked_baskets p
         WHERE store = $1 AND till <> $2 AND at_ms > $3 AND ${STILL_THERE}) AS waiting
      WHERE nth <= ${MOST_OF_A_TILL} ORDER BY at_ms DESC, till, park_id LIMIT ${MOST}`,
    [store, till, nowMs - LISTED_MS],
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

/** Another hand-over of the same basket goes before: it was taken over, or it is the smaller one. */
const GOES_TO_ANOTHER = `EXISTS (SELECT 1 FROM projection.parked_gone r
  WHERE r.store = g.store AND r.till = g.till AND r.park_id = g.park_id AND r.hand_id <> ''
    AND (r.hand_id, r.to_till) <> (g.hand_id, g.to_till)
    AND ((r.stream_id, r.hand_id) < (g.stream_id, g.hand_id)
      OR EXISTS (SELECT 1 FROM projection.parked_baskets t
        WHERE t.store = r.store AND t.till = r.to_till AND t.park_id = r.hand_id)))`;

/**
 * What was handed to a till under these ids and not taken over by it. A hand-over counts only where its
 * own till had put the basket on its shelf, and told of it in no other way: nobody hands over what is not
 * theirs (PARK7), and of several, which a copied till may tell of, one counts (PARK8).
 */
export async function handedTo(
  db: Db,
  store: string,
  till: string,
  hands: readonly string[],
): Promise<ParkedHandedAnswer['handed']> {
  const found = await db.query<{ raw: Buffer; hand_id: string; till: string; park_id: string }>(
    `SELECT DISTINCT ON (g.hand_id) g.hand_id, g.till, g.park_id, told.raw
       FROM projection.parked_gone g
       JOIN LATERAL (SELECT o.raw FROM all_ops o WHERE o.op_id = g.op_id LIMIT 1) told ON true
      WHERE g.store = $1 AND g.to_till = $2 AND g.hand_id = ANY($3) AND g.hand_id <> ''
        AND g.till <> $2
        AND EXISTS (SELECT 1 FROM projection.parked_baskets p
              WHERE p.store = g.store AND p.till = g.till AND p.park_id = g.park_id)
        AND NOT EXISTS (SELECT 1 FROM projection.parked_gone x
              WHERE x.store = g.store AND x.till = g.till AND x.park_id = g.park_id
                AND x.hand_id = '')
        AND NOT EXISTS (SELECT 1 FROM projection.parked_baskets t
              WHERE t.store = g.store AND t.till = $2 AND t.park_id = g.hand_id)
        AND NOT ${GOES_TO_ANOTHER}
      ORDER BY g.hand_id, g.stream_id LIMIT ${MOST_HANDED}`,
    [store, till, hands],
  );
  return found.rows.flatMap(({ raw, ...handed }) => {
    const told = parseJson(Op, new TextDecoder().decode(raw))?.body;
    const body = parse(BasketHandedOverBody, told)?.basket;
    return body === undefined ? [] : [{ ...handed, body }];
  });
}
