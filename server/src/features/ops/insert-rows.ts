import type { Db } from '../../db/pool.ts';
import { idBytes } from '../../ids.ts';
import { SENTINEL_DATE, type OpRow } from './op-row.ts';

export type Writer = { incarnation: string; tillId: string; stream: Buffer; table: string };
/** A row and the till's signature over its id, where it gave one. */
export type SignedRow = OpRow & { sig: Buffer | undefined };

function insertSql(table: string): string {
  // The op bytes travel as one binary value and are cut in the database: far cheaper than an
  // array of byte strings, which would go over as escaped text.
  return `
  WITH blob AS MATERIALIZED (SELECT $4::bytea AS b)
  INSERT INTO ${table} (incarnation, till_id, stream_id, seq, prev_op_id, op_id, stands_for, form,
                        kind, business_date, raw, sig, flags, received_at)
  SELECT $1, $2, $3, r.seq, r.prev, r.op_id, r.stands_for, r.form, r.kind, r.day,
         substr(blob.b, r.at, r.len), r.sig, string_to_array(r.flags, ','), now()
    FROM blob, unnest($5::bigint[], $6::bytea[], $7::bytea[], $8::bytea[], $9::smallint[],
              $10::text[], $11::date[], $12::int[], $13::int[], $14::bytea[], $15::text[])
      AS r (seq, prev, op_id, stands_for, form, kind, day, at, len, sig, flags)
  ON CONFLICT DO NOTHING RETURNING seq`;
}

/** Inserts all rows in one statement; says how many were new. */
export async function insertGroup(
  tx: Db,
  writer: Writer,
  rows: readonly SignedRow[],
): Promise<number> {
  const offsets: number[] = [];
  let at = 1;
  for (const row of rows) {
    offsets.push(at);
    at += row.raw.length;
  }
  const done = await tx.query({
    name: 'insert-ops',
    text: insertSql(writer.table),
    values: [
      writer.incarnation,
      writer.tillId,
      writer.stream,
      Buffer.concat(rows.map((r) => r.raw)),
      rows.map((r) => r.seq),
      rows.map((r) => idBytes(r.prev)),
      rows.map((r) => idBytes(r.opId)),
      rows.map((r) => (r.standsFor === undefined ? null : idBytes(r.standsFor))),
      rows.map((r) => r.form),
      rows.map((r) => r.kind),
      rows.map((r) => r.businessDate),
      offsets,
      rows.map((r) => r.raw.length),
      rows.map((r) => r.sig ?? null),
      rows.map((r) => r.flags.join(',')),
    ],
  });
  return done.rowCount ?? 0;
}

/**
 * The slow road after a group failed: each row alone, and one that fails alone goes in bare. One
 * odd op must not stop its neighbours (D1).
 */
export async function insertOneByOne(
  tx: Db,
  writer: Writer,
  rows: readonly SignedRow[],
): Promise<number> {
  let added = 0;
  for (const row of rows) {
    await tx.query('SAVEPOINT lone');
    try {
      added += await insertGroup(tx, writer, [row]);
    } catch {
      await tx.query('ROLLBACK TO SAVEPOINT lone');
      added += await insertGroup(tx, writer, [bare(row)]);
    }
  }
  return added;
}

/** What always fits: identity and bytes, without anything read out of them. */
function bare(row: SignedRow): SignedRow {
  const flags = [...row.flags.filter((f) => /^[a-z-]+$/.test(f)), 'stored-bare'];
  return { ...row, kind: '?', businessDate: SENTINEL_DATE, sig: undefined, flags };
}
