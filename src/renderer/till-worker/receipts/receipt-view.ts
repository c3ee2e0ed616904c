import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import { documentKind } from '../../../domain/after/document-kind.ts';
import { returnedQuantity, type Returning } from '../../../domain/after/returned-quantity.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { ReceiptHit, ReceiptView } from '../../shared/receipts-api.ts';

type Told = Pick<
  Sale,
  'doc_no' | 'till' | 'business_date' | 'closed_ms' | 'cashier' | 'totals' | 'lines' | 'post_void'
>;

/** A document as a row of a list. */
export function receiptHit(sale: Told): ReceiptHit {
  return {
    docNo: sale.doc_no,
    till: sale.till,
    businessDate: sale.business_date,
    closedMs: sale.closed_ms,
    cashier: sale.cashier,
    total: sale.totals.gross,
    kind: documentKind(sale),
    lines: sale.lines.length,
    first: sale.lines[0]?.name ?? '',
  };
}

/** A document opened, with what came back of it. */
export function receiptView(opened: {
  sale: Sale;
  receipt: ReceiptDoc;
  copies: number;
  /** Documents that may point to it. */
  returns: readonly (Returning & Pick<Sale, 'doc_no'>)[];
  isOfThisTill: boolean;
  isVerified: boolean;
  /** Whether an article is sold by weight, as far as the catalogue knows it. */
  isByWeight: (article: string) => boolean;
}): ReceiptView {
  const { sale, returns, isByWeight, ...rest } = opened;
  const back = returnedQuantity(sale.doc_id, returns);
  return {
    ...receiptHit(sale),
    ...rest,
    lineViews: sale.lines.map((line) => ({
      line: line.line,
      article: line.article,
      name: line.name,
      qtyMilli: line.qty_milli,
      gross: line.gross,
      returnedMilli: back.get(line.line) ?? 0,
      // A pack whose label named the price is a piece.
      ...(line.label === undefined && isByWeight(line.article)
        ? { isByWeight: true as const }
        : {}),
      ...(line.stored_value === undefined ? {} : { isLoad: true as const }),
    })),
    returnOf: sale.returns_of?.doc_no,
    returnedBy: returns.map(({ doc_no }) => doc_no),
  };
}
