import type { Db } from '../../db/pool.ts';

/** A sold line of which all tills together took back more than was sold. */
export type DoubleReturn = {
  store: string;
  /** The sale, and its line. */
  of_doc_no: string;
  of_line: string;
  sold_milli: number;
  returned_milli: number;
  /** The documents that took it back, in the order of their numbers. */
  doc_nos: string;
};

const MOST = 200;

/**
 * Two tills that could not ask each other may take the same goods back (dom-O2): when their ops meet,
 * the line stands here. Asked of what is projected, so it is rebuilt with it and alike at both sites.
 */
export async function doubleReturns(db: Db): Promise<DoubleReturn[]> {
  const found = await db.query<DoubleReturn>(
    `SELECT store, of_doc_no, of_line, max(sold_milli) AS sold_milli,
            sum(qty_milli)::bigint AS returned_milli,
            string_agg(DISTINCT doc_no, ', ' ORDER BY doc_no) AS doc_nos
       FROM projection.returned_lines
      GROUP BY store, of_doc_id, of_doc_no, of_line
     HAVING sum(qty_milli) > max(sold_milli)
      ORDER BY max(business_date) DESC, of_doc_no, of_line LIMIT ${MOST}`,
  );
  return found.rows;
}
