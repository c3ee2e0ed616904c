import type { ReturnReason } from '../../../domain/after/after-reason.ts';
import type { ReceiptLineView } from '../../shared/receipts-api.ts';
import type { ReturnedAsk } from '../../shared/returns-api.ts';

/** One line of a receipt as it is being returned. */
export type ReturnRow = {
  readonly line: string;
  readonly name: string;
  /** Thousandths that can still come back. */
  readonly leftMilli: number;
  readonly soldMilli: number;
  readonly isByWeight?: true;
  readonly qtyMilli: number;
  readonly reason: ReturnReason | undefined;
};

const PIECE = 1000;

/** The lines of goods of which something is left, nothing chosen yet. */
export function returnRows(lines: readonly ReceiptLineView[]): ReturnRow[] {
  return lines.flatMap(({ line, name, qtyMilli: soldMilli, returnedMilli, isLoad, isByWeight }) => {
    const leftMilli = soldMilli - returnedMilli;
    if (leftMilli <= 0 || isLoad === true) return [];
    const goods = { line, name, ...(isByWeight === true ? { isByWeight } : {}) };
    return [{ ...goods, leftMilli, soldMilli, qtyMilli: 0, reason: undefined }];
  });
}

/** A piece more or less; what is weighed comes back as a whole or not at all. */
export function stepped(row: ReturnRow, by: 1 | -1): ReturnRow {
  // What the catalogue no longer knows is weighed where it is no whole number.
  const isWeighed = row.isByWeight === true || row.leftMilli % PIECE !== 0;
  const step = isWeighed ? row.leftMilli : PIECE;
  const qtyMilli = Math.min(Math.max(row.qtyMilli + by * step, 0), row.leftMilli);
  return { ...row, qtyMilli };
}

/** What is asked of the till; undefined while a line that comes back has no reason, or none comes back. */
export function asked(rows: readonly ReturnRow[]): ReturnedAsk[] | undefined {
  const back = rows.filter(({ qtyMilli }) => qtyMilli > 0);
  const said = back.flatMap(({ line, qtyMilli, reason }) =>
    reason === undefined ? [] : [{ line, qtyMilli, reason }],
  );
  return back.length > 0 && said.length === back.length ? said : undefined;
}
