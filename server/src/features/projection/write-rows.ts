import type { Db } from '../../db/pool.ts';
import { writeUnproven } from '../returns/unproven-rows.ts';
import { writeValues } from '../stored-value/value-rows.ts';
import { writeShiftEvents } from '../closing/shift-event-rows.ts';
import { writeShelf } from '../parking/shelf-rows.ts';
import { writeReturns } from './write-returns.ts';
import { writeQuickPages } from './write-quick-pages.ts';
import { writeTraining } from './write-training.ts';
import type { ReadModelRows } from './read-model-rows.ts';

/** Where read models lie: what ops held add, and what dropped ops had added (D5). */
export type ReadModelSchema = 'projection' | 'pruned';

export const READ_MODELS = [
  'documents',
  'sales_by_hour',
  'day_sums',
  'tender_sums',
  'tills',
  'quarantine',
  'returned_lines',
  'unproven_returns',
  'training_sums',
  'value_movements',
  'quick_pages',
  'parked_baskets',
  'parked_gone',
  'shift_events',
] as const;

async function writeDocuments(
  tx: Db,
  schema: ReadModelSchema,
  rows: ReadModelRows['documents'],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: `${schema}-documents`,
    text: `INSERT INTO ${schema}.documents
             (op_id, stream_id, seq, till_id, store, doc_no, business_date, closed_ms, currency,
              net, tax, gross, lines)
           SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::bigint[], $4::text[], $5::text[],
             $6::text[], $7::date[], $8::bigint[], $9::text[], $10::bigint[], $11::bigint[],
             $12::bigint[], $13::int[])`,
    values: [
      rows.map((r) => r.opId),
      rows.map((r) => r.stream),
      rows.map((r) => r.seq),
      rows.map((r) => r.tillId),
      rows.map((r) => r.store),
      rows.map((r) => r.docNo),
      rows.map((r) => r.businessDate),
      rows.map((r) => r.closedMs),
      rows.map((r) => r.currency),
      rows.map((r) => r.net),
      rows.map((r) => r.tax),
      rows.map((r) => r.gross),
      rows.map((r) => r.lines),
    ],
  });
}

async function writeSums(
  tx: Db,
  schema: ReadModelSchema,
  { hours, days }: ReadModelRows,
): Promise<void> {
  if (hours.length === 0) return;
  await tx.query({
    name: `${schema}-hours`,
    text: `INSERT INTO ${schema}.sales_by_hour AS h
             (stream_id, store, currency, hour_ms, documents, gross, loaded)
           SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::bigint[], $5::bigint[],
                                $6::bigint[], $7::bigint[])
           ON CONFLICT (stream_id, store, currency, hour_ms) DO UPDATE
             SET documents = h.documents + excluded.documents, gross = h.gross + excluded.gross,
                 loaded = h.loaded + excluded.loaded`,
    values: [
      hours.map((r) => r.stream),
      hours.map((r) => r.store),
      hours.map((r) => r.currency),
      hours.map((r) => r.hourMs),
      hours.map((r) => r.documents),
      hours.map((r) => r.gross),
      hours.map((r) => r.loaded),
    ],
  });
  await tx.query({
    name: `${schema}-days`,
    text: `INSERT INTO ${schema}.day_sums AS d
             (stream_id, business_date, currency, documents, gross, tax, qty_milli, loaded)
           SELECT * FROM unnest($1::bytea[], $2::date[], $3::text[], $4::bigint[], $5::bigint[],
                                $6::bigint[], $7::bigint[], $8::bigint[])
           ON CONFLICT (stream_id, business_date, currency) DO UPDATE
             SET documents = d.documents + excluded.documents, gross = d.gross + excluded.gross,
                 tax = d.tax + excluded.tax, qty_milli = d.qty_milli + excluded.qty_milli,
                 loaded = d.loaded + excluded.loaded`,
    values: [
      days.map((r) => r.stream),
      days.map((r) => r.businessDate),
      days.map((r) => r.currency),
      days.map((r) => r.documents),
      days.map((r) => r.gross),
      days.map((r) => r.tax),
      days.map((r) => r.qtyMilli),
      days.map((r) => r.loaded),
    ],
  });
}

async function writeTenders(
  tx: Db,
  schema: ReadModelSchema,
  tenders: ReadModelRows['tenders'],
): Promise<void> {
  if (tenders.length === 0) return;
  await tx.query({
    name: `${schema}-tenders`,
    text: `INSERT INTO ${schema}.tender_sums AS s
             (stream_id, business_date, currency, tender, tenders, amount)
           SELECT * FROM unnest($1::bytea[], $2::date[], $3::text[], $4::text[], $5::bigint[],
                                $6::bigint[])
           ON CONFLICT (stream_id, business_date, currency, tender) DO UPDATE
             SET tenders = s.tenders + excluded.tenders, amount = s.amount + excluded.amount`,
    values: [
      tenders.map((r) => r.stream),
      tenders.map((r) => r.businessDate),
      tenders.map((r) => r.currency),
      tenders.map((r) => r.tender),
      tenders.map((r) => r.tenders),
      tenders.map((r) => r.amount),
    ],
  });
}

async function writeTills(
  tx: Db,
  schema: ReadModelSchema,
  tills: ReadModelRows['tills'],
): Promise<void> {
  if (tills.length === 0) return;
  await tx.query({
    name: `${schema}-tills`,
    text: `INSERT INTO ${schema}.tills AS t (stream_id, till_id, last_kind, last_at_ms, cashier)
           SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::bigint[], $5::text[])
           ON CONFLICT (stream_id) DO UPDATE SET last_kind = excluded.last_kind,
             last_at_ms = excluded.last_at_ms, cashier = excluded.cashier
           WHERE excluded.last_at_ms >= t.last_at_ms`,
    values: [
      tills.map((r) => r.stream),
      tills.map((r) => r.tillId),
      tills.map((r) => r.kind),
      tills.map((r) => r.atMs),
      tills.map((r) => r.cashier ?? null),
    ],
  });
}

/** Adds a page to the read models, one statement a table. */
export async function writeRows(
  tx: Db,
  rows: ReadModelRows,
  schema: ReadModelSchema = 'projection',
): Promise<void> {
  await writeDocuments(tx, schema, rows.documents);
  await writeSums(tx, schema, rows);
  await writeTenders(tx, schema, rows.tenders);
  await writeTills(tx, schema, rows.tills);
  await writeReturns(tx, schema, rows.returns);
  await writeUnproven(tx, schema, rows.unproven);
  await writeTraining(tx, schema, rows.training);
  await writeValues(tx, schema, rows.values);
  await writeQuickPages(tx, schema, rows.quickPages);
  await writeShelf(tx, schema, rows.shelf);
  await writeShiftEvents(tx, schema, rows.shiftEvents);
  if (rows.quarantine.length === 0) return;
  await tx.query(
    `INSERT INTO ${schema}.quarantine (op_id, stream_id, seq, reason)
     SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::bigint[], $4::text[])`,
    [
      rows.quarantine.map((r) => r.opId),
      rows.quarantine.map((r) => r.stream),
      rows.quarantine.map((r) => r.seq),
      rows.quarantine.map((r) => r.reason),
    ],
  );
}

/** Takes everything one stream's held ops added to the read models out again. */
export async function eraseStream(tx: Db, stream: Buffer): Promise<void> {
  for (const table of READ_MODELS) {
    await tx.query(`DELETE FROM projection.${table} WHERE stream_id = $1`, [stream]);
    await tx.query(
      `INSERT INTO projection.${table} SELECT * FROM pruned.${table} WHERE stream_id = $1`,
      [stream],
    );
  }
}

/** Empties every read model of what held ops added; what dropped ops had added stays (D5). */
export async function eraseAll(tx: Db): Promise<void> {
  const tables = [...READ_MODELS, 'streams'].map((name) => `projection.${name}`);
  await tx.query(`TRUNCATE ${tables.join(', ')}`);
  for (const table of READ_MODELS)
    await tx.query(`INSERT INTO projection.${table} SELECT * FROM pruned.${table}`);
}
