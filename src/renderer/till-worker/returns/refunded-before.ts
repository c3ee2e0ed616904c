import { returnLines } from '../../../domain/close-return.ts';
import { minor, NOTHING, sumMinor, type Minor } from '../../../domain/money.ts';
import { milli } from '../../../domain/quantity.ts';
import type { Original } from './original-sale.ts';

/**
 * What was paid back of the sale before, by what came back of its lines. Tills that were cut off may have
 * taken more back than was sold: that is a loss of its own, and tells nothing of the other lines.
 */
export function refundedBefore({ sale, back }: Pick<Original, 'sale' | 'back'>): Minor {
  const lines = sale.lines.flatMap(({ line, qty_milli: sold }) => {
    const qtyMilli = milli(Math.min(back.get(line) ?? 0, sold));
    return qtyMilli > 0 ? [{ line, qtyMilli, alreadyReturnedMilli: milli(0) }] : [];
  });
  const before = returnLines(sale, lines);
  return before.ok ? minor(0 - sumMinor(before.value.map(({ gross }) => gross))) : NOTHING;
}
