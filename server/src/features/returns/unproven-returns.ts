import type { Db } from '../../db/pool.ts';

/** What a store took back without a receipt on one day. */
export type UnprovenReturns = {
  store: string;
  business_date: string;
  currency: string;
  documents: number;
  /** A magnitude, minor units. */
  amount: number;
};

const MOST = 200;

/** Newest day first, the store with the most first: many of them are a sign (dom-T2). */
export async function unprovenReturns(db: Db): Promise<UnprovenReturns[]> {
  const found = await db.query<UnprovenReturns>(
    `SELECT store, business_date::text, currency, count(*)::int AS documents,
            sum(amount)::bigint AS amount
       FROM projection.unproven_returns
      GROUP BY store, business_date, currency
      ORDER BY unproven_returns.business_date DESC, sum(amount) DESC, store, currency
      LIMIT ${MOST}`,
  );
  return found.rows;
}
