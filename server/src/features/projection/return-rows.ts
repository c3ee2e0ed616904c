import type { Static } from 'typebox';
import type { SaleBody } from '../../../../src/contracts/op.ts';

/** One line that came back, pointing to the line that was sold. */
export type ReturnRow = {
  opId: Buffer;
  lineAt: number;
  stream: Buffer;
  store: string;
  docNo: string;
  ofDocId: string;
  ofDocNo: string;
  ofLine: string;
  qtyMilli: number;
  soldMilli: number | null;
  businessDate: string;
};

type Told = Pick<ReturnRow, 'opId' | 'stream' | 'store' | 'docNo' | 'businessDate'>;

/** Pure, and of this op alone: what a line adds up to over all tills is asked when somebody looks. */
export function returnRows(doc: Told, sale: Static<typeof SaleBody>): ReturnRow[] {
  const { returns_of: of, lines } = sale;
  if (of === undefined) return [];
  const { opId, stream, store, docNo, businessDate } = doc;
  return of.lines.flatMap((ofLine, lineAt) => {
    const line = lines[lineAt];
    if (line === undefined || line.qty_milli >= 0) return [];
    const qtyMilli = -line.qty_milli;
    const soldMilli = of.sold?.[lineAt] ?? null;
    const whose = { ofDocId: of.doc_id, ofDocNo: of.doc_no, ofLine };
    return [{ opId, lineAt, stream, store, docNo, ...whose, qtyMilli, soldMilli, businessDate }];
  });
}
