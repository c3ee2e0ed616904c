import { CashMovedBody, ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import { Op, SaleBody, ShiftOpenedBody, TrainingSaleBody } from '../../../../src/contracts/op.ts';
import { parse, parseJson } from '../../../../src/contracts/parse.ts';
import { DocumentSignedBody } from '../../../../src/contracts/signing-device.ts';
import { floatId } from '../../../../src/domain/signing/cash-events.ts';
import type { Db } from '../../db/pool.ts';
import { readBooksDay, type BooksDay } from '../books/read-books-day.ts';
import type { ToldOp } from '../books/told-op.ts';
import { walkZ, type ChainOp } from '../closing/z-chain.ts';
import { projectOp } from '../projection/project-op.ts';
import {
  cashBon,
  closingBons,
  documentBon,
  endedBon,
  moveBon,
  type Bon,
  type Worth,
} from './bon.ts';
import { halfUp, PLACES, placesOf } from './dsfinvk-money.ts';
import type { Closing } from './dsfinvk-rows.ts';
import { outagesOf, sealsOf, unsignedOf } from './read-seals.ts';
import { ofOtherDays, type LeftOps } from './other-days.ts';
import { withReferences } from './referred-closings.ts';
import { VatKeys } from './vat-keys.ts';

/** The closings of a day, what stands in another day's, and what of them is not here or stands in no file. */
export type ClosingsFound = { closings: Closing[]; notes: string[]; faults: string[] };

/**
 * Each Z of the day with the receipts that it counts, by the ops it names: from the log, and by the
 * judgement head office has of an op. What no Z of the day counts is in no closing of it, and is named. `signsFrom`: the first
 * business date whose documents are to be signed; undefined where none are.
 */
export async function readClosings(
  db: Db,
  day: BooksDay,
  signsFrom: string | undefined,
): Promise<ClosingsFound> {
  const seals = sealsOf(day.ops);
  const found: ClosingsFound = { closings: [], notes: outagesOf(day.ops), faults: [] };
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
    const aside = (why: string): unknown => found.faults.push(`${named}: ${why}`);
    const plain = closingOf(z, op.seq, ops, aside);
    const own = await sealsOfZ(db, z, seals, ops, plain);
    const isDue = signsFrom !== undefined && z.business_date >= signsFrom;
    const bons = await withReferences(db, z.store, plain.bons, z);
    const signing = {
      isOn: isDue || own.size > 0,
      signsCash: bons.some(({ id, isCash }) => isCash === true && own.has(id)),
      seals: own,
    };
    const closing = { ...plain, bons, signing };
    found.closings.push(closing);
    const unsigned = unsignedOf(closing);
    found.notes.push(...unsigned.notes);
    found.faults.push(...unsigned.faults);
  }
  const { notes, faults } = await ofOtherDays(db, leftOut(day.ops, found.closings));
  found.notes.push(...notes);
  found.faults.push(...faults);
  return found;
}

/** What became of its documents' signatures: a shift over midnight has them in the day before too. */
async function sealsOfZ(
  db: Db,
  { store, till, business_date: day }: ShiftClosedBody,
  ofDay: ReturnType<typeof sealsOf>,
  ops: readonly ChainOp[],
  { bons }: Closing,
): Promise<ReadonlyMap<string, DocumentSignedBody>> {
  const place = `${store}-${till}`;
  const own = ofDay.get(place) ?? new Map<string, DocumentSignedBody>();
  if (bons.every(({ id }) => own.has(id))) return own;
  const days = new Set(ops.map(({ raw }) => parseJson(Op, raw.toString())?.business_date));
  const all = new Map(own);
  for (const other of days) {
    if (other === undefined || other === day) continue;
    const told = sealsOf((await readBooksDay(db, store, other)).ops).get(place);
    for (const [id, seal] of told ?? []) all.set(id, seal);
  }
  return all;
}

/** What belongs into a closing, and no Z of the day counts: its shift is open, it came after the Z, or the Z is another day's. */
function leftOut(ops: readonly ToldOp[], closings: readonly Closing[]): LeftOps[] {
  const taken = new Set(
    closings.flatMap(({ z, bons }) => bons.map(({ id }) => `${z.store}-${z.till} ${id}`)),
  );
  const missing = ops.flatMap(({ store, till, stream, opId, op }) => {
    const shift = shiftOf(op);
    const bon = shift === undefined ? undefined : bonOf(op, shift, new VatKeys());
    if (shift === undefined || bon === undefined || taken.has(`${store}-${till} ${bon.id}`))
      return [];
    const { kind, seq, business_date: day } = op;
    return [{ day, store, till, shift, kind, stream, seq, opId }];
  });
  const groups = Map.groupBy(missing, (one) =>
    [one.store, one.till, one.shift, one.kind].join(' '),
  );
  return [...groups.values()].flatMap((list) => {
    const [first] = list;
    return first === undefined ? [] : [{ ...first, ops: list }];
  });
}

function shiftOf({ kind, body }: Op): string | undefined {
  const of = kind === 'training-sale' ? (body as { document?: unknown }).document : body;
  return (of as { shift_id?: string } | undefined)?.shift_id;
}

/** Pure: what a Z and its ops make; of signatures it knows nothing. */
export function closingOf(
  z: ShiftClosedBody,
  seq: number,
  ops: readonly ChainOp[],
  aside: (why: string) => unknown,
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
    const bon = op && (endedBasket(op, z) ?? bonOf(op, z.shift_id, keys));
    if (effect.type === 'sale') build = effect.sale.versions.build;
    // A word that was told twice is one receipt.
    if (bon !== undefined && !(isEnded(bon) && bons.some(({ id }) => id === bon.id)))
      bons.push(bon);
  }
  const worth = worthByBons(bons, aside);
  const all = [...bons, ...closingBons(z, seq, keys, worth)];
  const paid = all.flatMap(({ payments }) => payments.map(({ currency }) => currency));
  for (const currency of new Set([z.currency, ...paid]))
    if (placesOf(currency) > PLACES) aside(`amounts in ${currency} are rounded to two places`);
  const signing = { isOn: false, seals: new Map<string, never>() };
  return { z, bons: all, vatKeys: keys.used(), build, signing };
}

/**
 * What missing or surplus foreign notes are worth: by the last receipt of the shift that took some. Rounded
 * half away from zero.
 */
function worthByBons(bons: readonly Bon[], aside: (why: string) => void): Worth {
  const taken = bons.filter(({ typ }) => typ === 'Beleg').flatMap(({ payments }) => payments);
  return (currency, amount) => {
    const last = taken.findLast((one) => one.currency === currency && one.amount !== 0);
    if (last === undefined) {
      aside(`the difference in ${currency} stands with no worth: no receipt took any`);
      return undefined;
    }
    return halfUp(BigInt(amount) * BigInt(last.base), BigInt(last.amount));
  };
}

const isEnded = ({ typ }: Bon): boolean => typ === 'AVBelegabbruch' || typ === 'AVTransfer';

/**
 * Where its word names a shift it stands in that one's Z alone. Else in the Z that counts the word, where
 * drawers are shared; where each has one of their own, in none.
 */
function endedBasket(op: Op, z: ShiftClosedBody): Bon | undefined {
  const seal = op.kind === 'document-signed' ? parse(DocumentSignedBody, op.body) : undefined;
  if (seal === undefined) return undefined;
  const isHere = seal.shift_id === undefined ? z.drawer !== 'own' : seal.shift_id === z.shift_id;
  return isHere ? endedBon(seal, op.seq, op.at_ms) : undefined;
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
      const moved = { id: floatId(shiftId), nr: op.seq, atMs, cashier, note: '' };
      return cashBon(moved, 'Anfangsbestand', 'Anfangsbestand', { amount, currency }, keys);
    }
    default:
      return undefined;
  }
}
