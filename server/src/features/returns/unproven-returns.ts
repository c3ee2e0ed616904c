import type { Db } from '../../db/pool.ts';

/** What somebody took back without a receipt at one till on one day. */
export type UnprovenReturns = {
  store: string;
  /** Neither is known of a row that an older version wrote. */
  till_id: string | null;
  cashier: string | null;
  business_date: string;
  currency: string;
  documents: number;
  /** A magnitude, minor units. */
  amount: number;
};

const MOST = 200;

/** Newest day first, who paid back the most first: many of them are a sign (dom-T2). */
export async function unprovenReturns(db: Db): Promise<UnprovenReturns[]> {
  const found = await db.query<UnprovenReturns>(
    `SELECT store, till_id, cashier, business_date::text, currency, count(*)::int AS documents,
            sum(amount)::bigint AS amount
       FROM projection.unproven_returns
      GROUP BY store, till_id, cashier, business_date, currency
      ORDER BY unproven_returns.business_date DESC, sum(amount) DESC, store, till_id, cashier,
               currency
      LIMIT ${MOST}`,
  );
  return found.rows;
}
