import { ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import { Op } from '../../../../src/contracts/op.ts';
import { parse, parseJson } from '../../../../src/contracts/parse.ts';
import { NO_GRAND_TOTALS, type GrandTotals } from '../../../../src/domain/cashup/grand-totals.ts';
import type { Db } from '../../db/pool.ts';
import { idBytes } from '../../ids.ts';
import type { Closing } from './prove-closing.ts';
import { readZ } from './read-z.ts';

/** Grand totals to go on from, and what is wrong with the place of a Z after the one it names (CLO7). */
type Before = { grand?: GrandTotals; faults: string[] };

/** Grand totals go on from the Z before, numbers have no gap and no double (dom-Z1, dom-Z3). */
export async function zBefore(db: Db, closing: Closing): Promise<Before> {
  const { tillId, z } = closing;
  const beside = await besideIt(db, closing);
  if (z.prev_z === '') {
    const gap = z.z_no === 1 ? [] : [`Z ${z.z_no} names no Z before it`];
    return { grand: NO_GRAND_TOTALS, faults: [...gap, ...beside] };
  }
  const row = (await ofReadModel(db, z.prev_z)) ?? (await ofLog(db, z.prev_z));
  if (row === undefined) return { faults: ['the Z before it is not here', ...beside] };
  if (row.tillId !== tillId) return { faults: ['the Z before it is of another till'] };
  const { z: last } = row;
  const gap = z.z_no === last.z_no + 1 ? [] : [`Z ${z.z_no} follows Z ${last.z_no}`];
  return { grand: last.grand, faults: [...gap, ...beside] };
}

type HeldZ = { tillId: string; z: ShiftClosedBody };

async function ofReadModel(db: Db, opId: string): Promise<HeldZ | undefined> {
  const found = await db.query<{ till_id: string; body: string }>(
    `SELECT till_id, body FROM projection.shift_events WHERE op_id = $1 AND kind = 'shift-closed'`,
    [idBytes(opId)],
  );
  const [row] = found.rows;
  const z = row === undefined ? undefined : readZ(row.body);
  return row === undefined || z === undefined ? undefined : { tillId: row.till_id, z };
}

/** What stands above a hole in its stream is held, and in no read model yet. */
async function ofLog(db: Db, opId: string): Promise<HeldZ | undefined> {
  const found = await db.query<{ till_id: string; raw: Buffer }>(
    `SELECT till_id, raw FROM all_ops WHERE op_id = $1 AND kind = 'shift-closed' LIMIT 1`,
    [idBytes(opId)],
  );
  const [row] = found.rows;
  const z = row && parse(ShiftClosedBody, parseJson(Op, row.raw.toString())?.body);
  return row === undefined || z === undefined ? undefined : { tillId: row.till_id, z };
}

/**
 * Earlier Zs of the till that follow the same one: number and grand totals would be told twice. A shift
 * that was closed twice is another matter, and stands in the day as such (CLO8).
 */
async function besideIt(db: Db, { tillId, z, atMs, seq }: Closing): Promise<string[]> {
  const found = await db.query<{ body: string }>(
    `SELECT body FROM projection.shift_events
      WHERE till_id = $1 AND kind = 'shift-closed' AND shift_id <> $2 AND (at_ms, seq) < ($3, $4)
        AND body LIKE '%"prev_z":"' || $5 || '"%' ORDER BY at_ms, seq LIMIT 5`,
    // In a pattern an underscore stands for any sign: what is found is looked at again.
    [tillId, z.shift_id, atMs, seq, z.prev_z],
  );
  return found.rows
    .map(({ body }) => readZ(body))
    .filter((other) => other?.prev_z === z.prev_z)
    .map((other) => `Z ${other?.z_no} of shift ${other?.shift_id} follows the same Z`);
}
