import { shortfallsOf } from '../../../../src/domain/stored-value/value-balance.ts';
import type { Db } from '../../db/pool.ts';

/** Value that a document took from a card and that was not there: a loss of its store. */
export type LostValue = {
  store: string;
  doc_no: string;
  business_date: string;
  type: string;
  /** Last figures of the card. */
  ending: string;
  currency: string;
  /** A magnitude, minor units. */
  amount: number;
  is_offline: boolean;
};

type Row = Omit<LostValue, 'ending' | 'amount'> & {
  id: string;
  code: string;
  amount: number;
  atMs: number;
};

const MOST = 200;
/** Steps that are looked at, the same ones at both sites; nobody pays with cards so often. */
const MOST_STEPS = 20_000;
const SHOWN = 4;

/**
 * Two sites that are cut off from each other may both let the same value go (dom-G1); when their ops
 * meet, what is missing stands here. Asked of what is projected: rebuilt with it, alike at both sites.
 */
export async function lostValue(db: Db): Promise<LostValue[]> {
  const found = await db.query<Row>(
    `WITH steps AS (
       SELECT DISTINCT ON (movement) movement, code, currency, type, amount, is_offline, store, doc_no,
              business_date, at_ms
         FROM projection.value_movements ORDER BY movement, abs(amount) DESC, amount DESC),
     missing AS (
       SELECT code, currency FROM steps GROUP BY code, currency HAVING sum(amount) < 0
        ORDER BY code, currency LIMIT ${MOST})
     SELECT movement AS id, code, currency, type, amount, is_offline, store, doc_no,
            business_date::text, at_ms AS "atMs"
       FROM steps JOIN missing USING (code, currency) ORDER BY movement LIMIT ${MOST_STEPS}`,
  );
  const cards = Map.groupBy(found.rows, ({ code, currency }) => `${currency} ${code}`);
  return [...cards.values()]
    .flatMap((steps) => shortfallsOf(steps))
    .sort(
      (left, right) => right.step.atMs - left.step.atMs || (left.step.id < right.step.id ? 1 : -1),
    )
    .slice(0, MOST)
    .map(({ step, amount }) => {
      const { store, doc_no, business_date, type, code, currency, is_offline } = step;
      const ending = code.slice(-SHOWN);
      return { store, doc_no, business_date, type, ending, currency, amount, is_offline };
    });
}
