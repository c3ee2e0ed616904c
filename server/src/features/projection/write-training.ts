import type { Db } from '../../db/pool.ts';
import type { TrainingSumRow } from './training-rows.ts';

/** Adds what was practised to the read models, in one statement. */
export async function writeTraining(
  tx: Db,
  schema: 'projection' | 'pruned',
  rows: readonly TrainingSumRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: `${schema}-training`,
    text: `INSERT INTO ${schema}.training_sums AS s
             (stream_id, business_date, currency, documents, gross)
           SELECT * FROM unnest($1::bytea[], $2::date[], $3::text[], $4::bigint[], $5::bigint[])
           ON CONFLICT (stream_id, business_date, currency) DO UPDATE
             SET documents = s.documents + excluded.documents, gross = s.gross + excluded.gross`,
    values: [
      rows.map((r) => r.stream),
      rows.map((r) => r.businessDate),
      rows.map((r) => r.currency),
      rows.map((r) => r.documents),
      rows.map((r) => r.gross),
    ],
  });
}
