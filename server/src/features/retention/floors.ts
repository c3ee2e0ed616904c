import type { Db } from '../../db/pool.ts';
import { idBytes, idText } from '../../ids.ts';
import type { SignedRow } from '../ops/insert-rows.ts';
import { SENTINEL_DATE } from '../ops/op-row.ts';

/** A stream's ops up to here are dropped at both sites, once both held the same (D5). */
export type Floor = { seq: number; opId: string; before: string };

/** Floors of the streams that have one. */
export async function floorsOf(db: Db, streams: readonly string[]): Promise<Map<string, Floor>> {
  const found = await db.query<{ id: Buffer; seq: number; op_id: Buffer; before: string }>(
    `SELECT stream_id AS id, seq, op_id, before::text FROM stream_floors
      WHERE stream_id = ANY ($1::bytea[])`,
    [streams.map(idBytes)],
  );
  return new Map(
    found.rows.map((row) => [
      idText(row.id),
      { seq: row.seq, opId: idText(row.op_id), before: row.before },
    ]),
  );
}

/** Raises a floor; keeps the stream's first op, or the peer's copy of it where we never had it. */
export async function saveFloor(
  tx: Db,
  stream: Buffer,
  floor: Floor,
  firstOp?: Buffer,
): Promise<void> {
  await tx.query(
    `INSERT INTO stream_floors (stream_id, seq, op_id, before, first_op)
     SELECT $1, $2, $3, $4,
            coalesce((SELECT raw FROM first_ops WHERE stream_id = $1 AND raw IS NOT NULL), $5)
     ON CONFLICT (stream_id) DO UPDATE
       SET seq = excluded.seq, op_id = excluded.op_id, before = excluded.before,
           first_op = coalesce(stream_floors.first_op, excluded.first_op)
     WHERE stream_floors.seq < excluded.seq`,
    [stream, floor.seq, idBytes(floor.opId), floor.before, firstOp ?? null],
  );
}

/**
 * Rows of a batch that must be stored. At or below the floor a row is a duplicate by its date: it was
 * dropped with its month. One of a younger day cannot have been there: a sale of an old image of the
 * till, which is kept and flagged, never refused. Bytes that say no date are kept too.
 */
export async function aboveFloor(
  db: Db,
  stream: Buffer,
  rows: readonly SignedRow[],
): Promise<SignedRow[]> {
  const floor = (await floorsOf(db, [idText(stream)])).get(idText(stream));
  if (floor === undefined) return [...rows];
  return rows.flatMap((row) => {
    if (row.seq > floor.seq) return [row];
    if (row.businessDate !== SENTINEL_DATE && row.businessDate < floor.before) return [];
    return [{ ...row, flags: [...row.flags, 'below-floor'] }];
  });
}
