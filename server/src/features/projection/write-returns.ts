import type { Db } from '../../db/pool.ts';
import type { ReturnRow } from './return-rows.ts';

/** Adds returned lines to the read models, in one statement. */
export async function writeReturns(
  tx: Db,
  schema: 'projection' | 'pruned',
  rows: readonly ReturnRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: `${schema}-returned-lines`,
    text: `INSERT INTO ${schema}.returned_lines
             (op_id, line_at, stream_id, store, doc_no, of_doc_id, of_doc_no, of_line, qty_milli,
              sold_milli, business_date)
           SELECT * FROM unnest($1::bytea[], $2::int[], $3::bytea[], $4::text[], $5::text[],
             $6::text[], $7::text[], $8::text[], $9::bigint[], $10::bigint[], $11::date[])`,
    values: [
      rows.map((r) => r.opId),
      rows.map((r) => r.lineAt),
      rows.map((r) => r.stream),
      rows.map((r) => r.store),
      rows.map((r) => r.docNo),
      rows.map((r) => r.ofDocId),
      rows.map((r) => r.ofDocNo),
      rows.map((r) => r.ofLine),
      rows.map((r) => r.qtyMilli),
      rows.map((r) => r.soldMilli),
      rows.map((r) => r.businessDate),
    ],
  });
}
