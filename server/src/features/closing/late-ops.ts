import { CashMovedBody, type ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import { parseJson } from '../../../../src/contracts/parse.ts';
import { MOST_NAMED, type LateOp } from '../../../../src/contracts/store-day.ts';
import type { Db } from '../../db/pool.ts';
import { idText } from '../../ids.ts';
import { saleOfRaw } from '../documents/find-in-store.ts';
import { loadRaw } from '../projection/next-ops.ts';
import { countedOps, goesOver, isCounted, type CountedOps, type OpPlace } from './counted-ops.ts';

/** A till's closed shifts of one business date. */
export type ClosedShifts = { tillId: string; day: string; zs: readonly ShiftClosedBody[] };

/**
 * Ops that name a shift of this day and that no Z of that shift counts (dom-Z11, peers-30): they came after
 * it, or by another way, be it inside the next shift or on a branch that was not closed. They keep their day and their shift, and never change a Z. By shift.
 */
export async function lateOps(
  db: Db,
  { tillId, day, zs }: ClosedShifts,
): Promise<Map<string, LateOp[]>> {
  const late = new Map<string, LateOp[]>();
  const closed = new Set(zs.map(({ shift_id: id }) => id));
  if (closed.size === 0) return late;
  const add = (shiftId: string, op: LateOp): void => {
    const known = late.get(shiftId) ?? [];
    if (closed.has(shiftId)) late.set(shiftId, [...known, op]);
  };
  const counted = await countedOps(db, zs);
  const all = await documentsOf(db, tillId, day);
  const apart = unsettled(counted, all);
  const raws = await loadRaw(
    db,
    apart.map((row) => row.op_id),
  );
  for (const row of apart) {
    const shiftId = saleOfRaw(raws.get(row.op_id.toString('hex')) ?? null)?.shift_id;
    if (shiftId === undefined || isCounted(counted, shiftId, placeOf(row))) continue;
    const { seq, doc_no, gross: amount, currency } = row;
    add(shiftId, { stream: idText(row.stream), seq, kind: 'sale', doc_no, amount, currency });
  }
  for (const row of await movesOf(db, tillId, [...closed])) {
    const move = parseJson(CashMovedBody, row.body);
    if (move === undefined || isCounted(counted, row.shift_id, placeOf(row))) continue;
    const { amount, currency } = move;
    const stream = idText(row.stream);
    add(row.shift_id, { stream, seq: row.seq, kind: 'cash-moved', doc_no: '', amount, currency });
  }
  return late;
}

/**
 * Documents whose shift must be read out of them. Where a Z goes over as many as it says it counts they
 * are its own: else it would lack one, and its proof says so. So a plain day is not read again.
 */
function unsettled(
  counted: readonly CountedOps[],
  documents: readonly DocumentRow[],
): DocumentRow[] {
  const settled = new Set<DocumentRow>();
  for (const z of counted) {
    const under = documents.filter((row) => goesOver(z, placeOf(row)));
    if (under.length === z.documents) for (const row of under) settled.add(row);
  }
  return documents.filter((row) => !settled.has(row));
}

type Held = { op_id: Buffer; stream: Buffer; seq: number };

const placeOf = ({ op_id: id, stream, seq }: Held): OpPlace => ({
  stream: idText(stream),
  seq,
  opId: idText(id),
});

type DocumentRow = Held & {
  doc_no: string;
  gross: number;
  currency: string;
};

async function documentsOf(db: Db, tillId: string, day: string): Promise<DocumentRow[]> {
  const found = await db.query<DocumentRow>(
    `SELECT op_id, stream_id AS stream, seq, doc_no, gross, currency
       FROM projection.documents
      WHERE store = $1 AND till_id = $2 AND business_date = $3::date ORDER BY stream_id, seq`,
    [tillId.split('-')[1] ?? '', tillId, day],
  );
  return found.rows;
}

async function movesOf(db: Db, tillId: string, shifts: readonly string[]) {
  const found = await db.query<Held & { shift_id: string; body: string }>(
    `SELECT op_id, stream_id AS stream, seq, shift_id, body FROM projection.shift_events
      WHERE till_id = $1 AND shift_id = ANY ($2::text[]) AND kind = 'cash-moved'
      ORDER BY stream_id, seq`,
    [tillId, shifts],
  );
  return found.rows;
}

/** So many are named; a till that sells on with a closed shift must not fill an answer. */
export const namedLate = (late: readonly LateOp[] = []): LateOp[] => late.slice(0, MOST_NAMED);
