import type { Db } from '../../db/pool.ts';
import { idBytes } from '../../ids.ts';
import { SENTINEL_DATE, type OpRow } from './op-row.ts';

/** Where rows go, and under whose life of the site. */
export type Log = { incarnation: string; table: string };
/** A row and the till's signature over its id, where it gave one. */
export type SignedRow = OpRow & { sig: Buffer | undefined };
/** Rows of one stream and the authenticated till they came from. */
export type StreamRows = { tillId: string; stream: Buffer; rows: readonly SignedRow[] };

const ID_BYTES = 16;

function insertSql(table: string): string {
  // Bytes of ops and ids travel as one binary value each and are cut in the database: far cheaper
  // than arrays of byte strings, which would go over as escaped text.
  return `
  WITH blob AS MATERIALIZED (SELECT $4::bytea AS raws, $5::bytea AS ids)
  INSERT INTO ${table} (incarnation, till_id, stream_id, seq, prev_op_id, op_id, stands_for, form,
                        kind, business_date, raw, sig, flags, received_at)
  SELECT $1, ($2::text[])[r.g], ($3::bytea[])[r.g], r.seq,
         substr(blob.ids, ${2 * ID_BYTES} * n::int - ${2 * ID_BYTES - 1}, ${ID_BYTES}),
         substr(blob.ids, ${2 * ID_BYTES} * n::int - ${ID_BYTES - 1}, ${ID_BYTES}),
         r.stands_for, r.form, r.kind, r.day,
         substr(blob.raws, r.at, r.len), r.sig, string_to_array(r.flags, ','), now()
    FROM blob, unnest($6::int[], $7::bigint[], $8::bytea[], $9::smallint[], $10::text[],
                      $11::date[], $12::int[], $13::int[], $14::bytea[], $15::text[])
      WITH ORDINALITY AS r (g, seq, stands_for, form, kind, day, at, len, sig, flags, n)
  ON CONFLICT DO NOTHING`;
}

/** Inserts all rows of all streams in one statement; says how many were new. */
export async function insertRows(
  tx: Db,
  log: Log,
  streams: readonly StreamRows[],
): Promise<number> {
  const rows = streams.flatMap((s) => s.rows);
  const offsets: number[] = [];
  let at = 1;
  for (const row of rows) {
    offsets.push(at);
    at += row.raw.length;
  }
  const done = await tx.query({
    name: 'insert-ops',
    text: insertSql(log.table),
    values: [
      log.incarnation,
      streams.map((s) => s.tillId),
      streams.map((s) => s.stream),
      Buffer.concat(rows.map((r) => r.raw)),
      Buffer.concat(rows.flatMap((r) => [idBytes(r.prev), idBytes(r.opId)])),
      streams.flatMap((s, i) => s.rows.map(() => i + 1)),
      rows.map((r) => r.seq),
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
  log: Log,
  streams: readonly StreamRows[],
): Promise<number> {
  let added = 0;
  for (const of of streams)
    for (const row of of.rows) {
      await tx.query('SAVEPOINT lone');
      try {
        added += await insertRows(tx, log, [{ ...of, rows: [row] }]);
      } catch {
        await tx.query('ROLLBACK TO SAVEPOINT lone');
        added += await insertRows(tx, log, [{ ...of, rows: [bare(row)] }]);
      }
    }
  return added;
}

/** What always fits: identity and bytes, without anything read out of them. */
function bare(row: SignedRow): SignedRow {
  const flags = [...row.flags.filter((f) => /^[a-z-]+$/.test(f)), 'stored-bare'];
  return { ...row, kind: '?', businessDate: SENTINEL_DATE, sig: undefined, flags };
}
