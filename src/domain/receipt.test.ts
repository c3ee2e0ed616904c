import { describe, expect, it } from 'vitest';
import { closeReturn } from './close-return.ts';
import { closeSale } from './close-sale.ts';
import { minor } from './money.ts';
import { milli } from './quantity.ts';
import { receiptRows } from './receipt.ts';
import {
  article,
  basketOf,
  GERMANY,
  IDENTITY,
  NICKEL,
  QUEBEC,
  sellExactly,
  valueOf,
} from './testing/sale-arbitraries.ts';

const basket = basketOf(
  {
    type: 'add',
    article: article({ article: '1', unitPrice: minor(1037), taxCodes: ['GST', 'QST'] }),
    qtyMilli: 2000,
  },
  { type: 'add', article: article({ article: '2', unitPrice: minor(499) }), qtyMilli: 1250 },
);
const sale = valueOf(
  closeSale({
    basket,
    taxSetup: QUEBEC,
    cashPolicy: NICKEL,
    tenders: [{ type: 'cash', tendered: minor(5000) }],
    identity: IDENTITY,
  }),
);

describe('receiptRows (dom-Q1)', () => {
  it('dom-C3, dom-I3: shows each tax by itself, exact total, rounding, rounded total and change', () => {
    expect(receiptRows(sale)).toEqual([
      {
        kind: 'document',
        docNo: '0417-02-A-000123',
        returnOf: null,
        businessDate: '2026-11-21',
        closedMs: 1_795_000_060_000,
        cashier: '1001',
      },
      {
        kind: 'line',
        name: 'Article 1',
        quantity: '2',
        unitPrice: '10.37',
        amount: '20.74',
        taxCodes: ['GST', 'QST'],
      },
      {
        kind: 'line',
        name: 'Article 2',
        quantity: '1.25',
        unitPrice: '4.99',
        amount: '6.24',
        taxCodes: [],
      },
      { kind: 'net', amount: '26.98' },
      { kind: 'tax', code: 'GST', label: 'TPS/GST', rate: '5', base: '20.74', amount: '1.04' },
      { kind: 'tax', code: 'QST', label: 'TVQ/QST', rate: '9.975', base: '20.74', amount: '2.07' },
      { kind: 'total', currency: 'CAD', amount: '30.09' },
      { kind: 'cash-rounding', amount: '0.01' },
      { kind: 'payable', currency: 'CAD', amount: '30.10' },
      { kind: 'cash', amount: '50.00' },
      { kind: 'change', amount: '19.90' },
    ]);
  });

  it('states the total before the taxes inside it, and no rounding where there is none', () => {
    const inclusive = valueOf(
      closeSale({
        basket: basketOf({
          type: 'add',
          article: article({ article: '1', unitPrice: minor(1190), taxCodes: ['S'] }),
          qtyMilli: 1000,
        }),
        taxSetup: GERMANY,
        cashPolicy: NICKEL,
        tenders: [{ type: 'cash', tendered: minor(1190) }],
        identity: IDENTITY,
      }),
    );
    expect(receiptRows(inclusive).map((row) => row.kind)).toEqual([
      'document',
      'line',
      'total',
      'tax',
      'cash',
    ]);
  });

  it('dom-P10: says what people changed, why, and what the price book said', () => {
    const by = { cashier: '1001', atMs: 1 };
    const changed = basketOf(
      { type: 'add', article: article({ article: '1', unitPrice: minor(1000) }), qtyMilli: 1000 },
      { type: 'price-line', lineId: '1', price: { amount: 800, reason: 'shelf-price' }, ...by },
      {
        type: 'discount-line',
        lineId: '1',
        discount: { kind: 'percent', hundredths: 1000, reason: 'damaged' },
        ...by,
      },
      { type: 'exempt-tax', reason: 'charity', ...by },
      { type: 'note', text: 'Gift' },
    );
    const rows = receiptRows(sellExactly(changed, QUEBEC, NICKEL));
    expect(rows.slice(2, 4)).toEqual([
      { kind: 'named-price', reason: 'shelf-price', bookPrice: '10.00' },
      {
        kind: 'discount',
        name: null,
        given: { kind: 'line', reason: 'damaged' },
        amount: '-0.80',
      },
    ]);
    expect(rows.slice(-2)).toEqual([
      { kind: 'tax-exempt', reason: 'charity' },
      { kind: 'note', text: 'Gift' },
    ]);
  });

  it('shows a return as negative, with the sale it refers to and its share of a discount', () => {
    const line = { ...sale.lines[0]!, ext: minor(2174), line_discount: minor(100) };
    const refund = valueOf(
      closeReturn({
        sale: { ...sale, lines: [line] },
        returned: [{ line: '1', qtyMilli: milli(1000), alreadyReturnedMilli: milli(0) }],
        cashPolicy: NICKEL,
        identity: IDENTITY,
      }),
    );
    const rows = receiptRows(refund);
    expect(rows[0]).toMatchObject({ kind: 'document', returnOf: '0417-02-A-000123' });
    expect(rows[1]).toMatchObject({ kind: 'line', quantity: '-1', amount: '-10.87' });
    expect(rows[2]).toEqual({ kind: 'discount', name: null, amount: '0.50' });
    expect(rows.at(-1)).toEqual({ kind: 'cash', amount: '-11.95' });
  });
});
