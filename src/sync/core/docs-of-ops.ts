import { Op, ReceiptCopiedBody, SaleBody } from '../../contracts/op.ts';
import { parse, parseJson } from '../../contracts/parse.ts';
import { findKeys } from '../../domain/after/find-keys.ts';
import type { Copied, DocRow, OpRow } from './ports.ts';

/** The documents that ops tell of, and the copies of documents, read back from their bytes. */
export function docsOfOps(
  ops: readonly OpRow[],
  text: (raw: Uint8Array) => string,
): { docs: DocRow[]; copied: Copied[] } {
  const docs: DocRow[] = [];
  const copied: Copied[] = [];
  for (const op of ops) {
    const told = parseJson(Op, text(op.raw));
    const doc = told?.kind === 'sale' ? docOf(op, told.body) : undefined;
    if (doc !== undefined) docs.push(doc);
    const copy = told?.kind === 'receipt-copied' ? parse(ReceiptCopiedBody, told.body) : undefined;
    if (copy !== undefined) copied.push({ docId: copy.doc_id, count: copy.copy });
  }
  return { docs, copied };
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
