import { DeclarationAdjustedBody } from '../../contracts/declaration-adjusted.ts';
import {
  BasketParkedBody,
  Op,
  ParkedTakenBody,
  ReceiptCopiedBody,
  SaleBody,
  TrainingSaleBody,
} from '../../contracts/op.ts';
import { BasketHandedOverBody, BasketTakenOverBody } from '../../contracts/parked-baskets.ts';
import { parse, parseJson } from '../../contracts/parse.ts';
import { DocumentSignedBody } from '../../contracts/signing-device.ts';
import { ShiftClosedBody } from '../../contracts/end-of-day.ts';
import { findKeys } from '../../domain/after/find-keys.ts';
import type { Copied, DocRow, OpRow, ShelvedRow, ZRow } from './ports.ts';

/** The documents that ops tell of, real and practised apart, copies of documents, parked baskets and Zs, read back from their bytes. */
export function docsOfOps(
  ops: readonly OpRow[],
  text: (raw: Uint8Array) => string,
): {
  docs: DocRow[];
  copied: Copied[];
  shelved: ShelvedRow[];
  trained: DocRow[];
  zs: ZRow[];
  adjusted: DeclarationAdjustedBody[];
} {
  const docs: DocRow[] = [];
  const copied: Copied[] = [];
  const shelved: ShelvedRow[] = [];
  const trained: DocRow[] = [];
  const zs: ZRow[] = [];
  const adjusted: DeclarationAdjustedBody[] = [];
  for (const op of ops) {
    const told = parseJson(Op, text(op.raw));
    const doc = told?.kind === 'sale' ? docOf(op, told.body) : undefined;
    if (doc !== undefined) docs.push(doc);
    const practised = told?.kind === 'training-sale' ? practisedOf(op, told.body) : undefined;
    if (practised !== undefined) trained.push(practised);
    const copy = told?.kind === 'receipt-copied' ? parse(ReceiptCopiedBody, told.body) : undefined;
    if (copy !== undefined) copied.push({ docId: copy.doc_id, count: copy.copy });
    const seal =
      told?.kind === 'document-signed' ? parse(DocumentSignedBody, told.body) : undefined;
    if (seal !== undefined) copied.push({ docId: seal.doc_id, count: 0, seal });
    const put =
      told?.kind === 'declaration-adjusted' ? parse(DeclarationAdjustedBody, told.body) : undefined;
    if (put !== undefined) adjusted.push(put);
    const z = told?.kind === 'shift-closed' ? zOf(op, told.body) : undefined;
    if (z !== undefined) zs.push(z);
    const row = told && shelvedOf(told);
    if (row !== undefined) shelved.push(row);
  }
  return { docs, copied, shelved, trained, zs, adjusted };
}

/** Ops that take a basket off this till's shelf. */
const OFF_THE_SHELF: ReadonlySet<string> = new Set([
  'basket-recalled',
  'parked-dropped',
  'basket-handed-over',
]);

function shelvedOf({ kind, body }: Op): ShelvedRow | undefined {
  if (kind === 'basket-parked') {
    const parked = parse(BasketParkedBody, body);
    return parked && { parkId: parked.park_id, isGone: false, body: parked };
  }
  if (kind === 'basket-taken-over') {
    const taken = parse(BasketTakenOverBody, body);
    return taken && { parkId: taken.park_id, isGone: false, body: taken, isMarked: true };
  }
  if (!OFF_THE_SHELF.has(kind)) return undefined;
  const taken = parse(ParkedTakenBody, body) ?? parse(BasketHandedOverBody, body);
  return taken && { parkId: taken.park_id, isGone: true, body: null };
}

function practisedOf(op: OpRow, body: unknown): DocRow | undefined {
  return docOf(op, parse(TrainingSaleBody, body)?.document);
}

function zOf({ stream, seq, opId }: OpRow, body: unknown): ZRow | undefined {
  const z = parse(ShiftClosedBody, body);
  if (z === undefined) return undefined;
  const { z_id: zId, z_no: zNo, series, shift_id: shiftId, closed_ms: closedMs } = z;
  return { zId, zNo, series, shiftId, closedMs, stream, seq, opId, body };
}

function docOf(op: OpRow, body: unknown): DocRow | undefined {
  const sale = parse(SaleBody, body);
  if (sale === undefined) return undefined;
  return {
    docId: sale.doc_id,
    docNo: sale.doc_no,
    stream: op.stream,
    seq: op.seq,
    shiftId: sale.shift_id,
    businessDate: sale.business_date,
    closedMs: sale.closed_ms,
    gross: sale.totals.gross,
    finds: findKeys(sale),
    body: sale,
  };
}

/** Series-internal number of a sale document; 0 where the body is no sale. */
export function numberOfDoc(doc: DocRow): number {
  return parse(SaleBody, doc.body)?.number ?? 0;
}
