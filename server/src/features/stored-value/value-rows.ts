import type { Static } from 'typebox';
import type { SaleBody } from '../../../../src/contracts/op.ts';
import {
  movementsOf,
  type ValueMovement,
} from '../../../../src/domain/stored-value/value-movements.ts';
import type { Db } from '../../db/pool.ts';

/** The document that moved something. */
type Told = {
  opId: Buffer;
  stream: Buffer;
  store: string;
  docNo: string;
  businessDate: string;
  closedMs: number;
};

/** One step of a card's balance, with who told it. */
export type ValueRow = Told & ValueMovement & { stepAt: number };

/** Pure, and of this op alone: what a card adds up to is asked when somebody looks. */
export function valueRows(doc: Told, sale: Static<typeof SaleBody>): ValueRow[] {
  const { opId, stream, store, docNo, businessDate, closedMs } = doc;
  return movementsOf(sale).map((movement, stepAt) => ({
    ...movement,
    opId,
    stream,
    store,
    docNo,
    businessDate,
    closedMs,
    stepAt,
  }));
}

/** Adds steps to the read models, in one statement. */
export async function writeValues(
  tx: Db,
  schema: 'projection' | 'pruned',
  rows: readonly ValueRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: `${schema}-value-movements`,
    text: `INSERT INTO ${schema}.value_movements
             (op_id, step_at, stream_id, movement, code, type, currency, amount, is_offline, store,
              doc_no, business_date, at_ms)
           SELECT * FROM unnest($1::bytea[], $2::int[], $3::bytea[], $4::text[], $5::text[],
             $6::text[], $7::text[], $8::bigint[], $9::boolean[], $10::text[], $11::text[],
             $12::date[], $13::bigint[])`,
    values: [
      rows.map((r) => r.opId),
      rows.map((r) => r.stepAt),
      rows.map((r) => r.stream),
      rows.map((r) => r.id),
      rows.map((r) => r.code),
      rows.map((r) => r.type),
      rows.map((r) => r.currency),
      rows.map((r) => r.amount),
      rows.map((r) => r.isOffline),
      rows.map((r) => r.store),
      rows.map((r) => r.docNo),
      rows.map((r) => r.businessDate),
      rows.map((r) => r.closedMs),
    ],
  });
}
