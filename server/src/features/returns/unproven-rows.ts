import type { Static } from 'typebox';
import type { SaleBody } from '../../../../src/contracts/op.ts';
import { isWithoutReceipt } from '../../../../src/domain/after/document-kind.ts';
import type { Db } from '../../db/pool.ts';

/** A document that took goods back without a receipt. */
export type UnprovenRow = {
  opId: Buffer;
  stream: Buffer;
  store: string;
  tillId: string;
  cashier: string;
  docNo: string;
  businessDate: string;
  currency: string;
  /** A magnitude, minor units. */
  amount: number;
};

type Told = Omit<UnprovenRow, 'amount' | 'cashier'>;

/** Pure, and of this op alone; none where goods came back of a receipt or were only sold. */
export function unprovenRows(doc: Told, sale: Static<typeof SaleBody>): UnprovenRow[] {
  if (!isWithoutReceipt(sale)) return [];
  const { opId, stream, store, tillId, docNo, businessDate, currency } = doc;
  const { cashier } = sale;
  const amount = sale.lines.reduce(
    (sum, { qty_milli, gross }) => sum - (qty_milli < 0 ? gross : 0),
    0,
  );
  return [{ opId, stream, store, tillId, cashier, docNo, businessDate, currency, amount }];
}

/** Adds such documents to the read models, in one statement. */
export async function writeUnproven(
  tx: Db,
  schema: 'projection' | 'pruned',
  rows: readonly UnprovenRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: `${schema}-unproven-returns`,
    text: `INSERT INTO ${schema}.unproven_returns
             (op_id, stream_id, store, doc_no, business_date, currency, amount, till_id,
              cashier)
           SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::text[], $4::text[], $5::date[],
             $6::text[], $7::bigint[], $8::text[], $9::text[])`,
    values: [
      rows.map((r) => r.opId),
      rows.map((r) => r.stream),
      rows.map((r) => r.store),
      rows.map((r) => r.docNo),
      rows.map((r) => r.businessDate),
      rows.map((r) => r.currency),
      rows.map((r) => r.amount),
      rows.map((r) => r.tillId),
      rows.map((r) => r.cashier),
    ],
  });
}
