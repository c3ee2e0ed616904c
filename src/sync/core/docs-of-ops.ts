import { Op, SaleBody } from '../../contracts/op.ts';
import { parse, parseJson } from '../../contracts/parse.ts';
import type { DocRow, OpRow } from './ports.ts';

/** The document an op tells of, read back from its bytes; undefined for ops that are no document. */
export function docOfOp(op: OpRow, text: string): DocRow | undefined {
  const told = parseJson(Op, text);
  if (told?.kind !== 'sale') return undefined;
  const sale = parse(SaleBody, told.body);
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
    body: sale,
  };
}

/** Series-internal number of a sale document; 0 where the body is no sale. */
export function numberOfDoc(doc: DocRow): number {
  return parse(SaleBody, doc.body)?.number ?? 0;
}
