import { describe, expect, it } from 'vitest';
import { closeSale } from './close-sale.ts';
import { minor } from './money.ts';
import { milli } from './quantity.ts';
import { article, basketOf, CENT, GERMANY, IDENTITY, valueOf } from './testing/sale-arbitraries.ts';

const label = { bookPrice: minor(1999), weightMilli: milli(250) };
const ham = article({ article: '2001', unitPrice: minor(499), taxCodes: ['R'] });
const add = (labelled: boolean) => ({
  type: 'add' as const,
  article: labelled ? { ...ham, label } : ham,
  qtyMilli: 1000,
});

describe('a pack with its price on the label (dom-B5)', () => {
  it('is a line of its own, also beside one of the same price', () => {
    const { lines } = basketOf(add(true), add(true), add(false), add(true));
    expect(lines.map(({ lineId, qtyMilli }) => [lineId, qtyMilli])).toEqual([
      ['1', 1000],
      ['2', 1000],
      ['3', 1000],
      ['4', 1000],
    ]);
  });

  it('costs what the label says; the sale keeps what the price book said, and the weight', () => {
    const sale = valueOf(
      closeSale({
        basket: basketOf(add(true), add(false)),
        taxSetup: GERMANY,
        cashPolicy: CENT,
        tenders: [{ type: 'cash', tendered: minor(1000) }],
        identity: IDENTITY,
      }),
    );
    expect(sale.totals.gross).toBe(998);
    expect(sale.lines.map((line) => line.label)).toEqual([
      { book_price: 1999, weight_milli: 250 },
      undefined,
    ]);
  });
});
