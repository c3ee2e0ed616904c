import { CashMovedBody, ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import { Op, SaleBody, ShiftOpenedBody, TrainingSaleBody } from '../../../../src/contracts/op.ts';
import { parse, parseJson } from '../../../../src/contracts/parse.ts';
import type { Db } from '../../db/pool.ts';
import type { BooksDay } from '../books/read-books-day.ts';
import { walkZ, type ChainOp } from '../closing/z-chain.ts';
import { projectOp } from '../projection/project-op.ts';
import { cashBon, closingBons, documentBon, moveBon, type Bon } from './bon.ts';
import type { Closing } from './dsfinvk-rows.ts';
import { VatKeys } from './vat-keys.ts';

/** The closings of a day, and what of them is not here or stands in no file. */
export type ClosingsFound = { closings: Closing[]; faults: string[] };

/**
 * Each Z of the day with the receipts that it counts, by the ops it names: from the log, and by the
 * judgement head office has of an op. A day's shift that has no Z yet is in no export.
 */
export async function readClosings(db: Db, day: BooksDay): Promise<ClosingsFound> {
  const found: ClosingsFound = { closings: [], faults: [] };
  for (const { op } of day.ops) {
    const z = op.kind === 'shift-closed' ? parse(ShiftClosedBody, op.body) : undefined;
    if (z === undefined) continue;
    const named = `Z ${z.store}-${z.till}-${z.series}-${z.z_no}`;
    const ops: ChainOp[] = [];
    for (const told of z.streams) {
      const walked = await walkZ(db, told);
      ops.push(...walked.ops);
      found.faults.push(...walked.faults.map((fault) => `${named}: ${fault}`));
      for (const gap of walked.missing)
        found.faults.push(`${named}: operations ${gap.from_seq} to ${gap.to_seq} are not here`);
    }
    found.closings.push(closingOf(z, op.seq, ops, (why) => found.faults.push(`${named}: ${why}`)));
  }
  return found;
}

/** Pure: what a Z and its ops make. */
export function closingOf(
  z: ShiftClosedBody,
  seq: number,
  ops: readonly ChainOp[],
  aside: (why: string) => void,
): Closing {
  const keys = new VatKeys();
  const bons: Bon[] = [];
  let build = '';
  for (const { raw, seq: at } of ops) {
    const effect = projectOp(raw, at);
    if (effect.type === 'quarantine') {
      aside(`operation ${at} is set aside: ${effect.reason}`);
      continue;
    }
    const op = parseJson(Op, raw.toString());
    const bon = op === undefined ? undefined : bonOf(op, z.shift_id, keys);
    if (effect.type === 'sale') build = effect.sale.versions.build;
    if (bon !== undefined) bons.push(bon);
  }
  return { z, bons: [...bons, ...closingBons(z, seq, keys)], vatKeys: keys.used(), build };
}

function bonOf(op: Op, shiftId: string, keys: VatKeys): Bon | undefined {
  switch (op.kind) {
    case 'sale': {
      const sale = parse(SaleBody, op.body);
      return sale?.shift_id === shiftId ? documentBon(sale, keys) : undefined;
    }
    case 'training-sale': {
      const sale = parse(TrainingSaleBody, op.body)?.document;
      return sale?.shift_id === shiftId ? documentBon(sale, keys, 'AVTraining') : undefined;
    }
    case 'cash-moved': {
      const move = parse(CashMovedBody, op.body);
      return move?.shift_id === shiftId ? moveBon(move, op.seq, keys) : undefined;
    }
    case 'shift-opened': {
      const opened = parse(ShiftOpenedBody, op.body);
      if (opened?.shift_id !== shiftId) return undefined;
      const { cashier, opened_ms: atMs, float: amount, currency } = opened;
      const moved = { id: `${shiftId}-float`, nr: op.seq, atMs, cashier, note: '' };
      return cashBon(moved, 'Anfangsbestand', 'Anfangsbestand', { amount, currency }, keys);
    }
    default:
      return undefined;
  }
}
