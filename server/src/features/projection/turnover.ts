import type { Static } from 'typebox';
import type { SaleBody } from '../../../../src/contracts/op.ts';

/** What a sale adds to sums; minor units, and thousandths of pieces. */
export type Turnover = { gross: number; loaded: number; qtyMilli: number };

/**
 * Value put on a card is owed, not earned: what it pays later is the turnover (GIFT3). The card itself is
 * no goods either.
 */
export function turnoverOf({ totals, lines }: Static<typeof SaleBody>): Turnover {
  let loaded = 0;
  let qtyMilli = 0;
  for (const line of lines) {
    if (line.stored_value === undefined) qtyMilli += line.qty_milli;
    else loaded += line.gross;
  }
  return { gross: totals.gross - loaded, loaded, qtyMilli };
}
