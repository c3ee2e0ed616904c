import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Basket } from './basket.ts';
import { closeSale, type SaleRequest } from './close-sale.ts';
import { minor } from './money.ts';
import { proveTotals } from './prove-totals.ts';
import {
  article,
  basketOf,
  CENT,
  GERMANY,
  IDENTITY,
  NICKEL,
  QUEBEC,
  sellExactly,
  soldBaskets,
  valueOf,
} from './testing/sale-arbitraries.ts';

const book = article({
  article: '300',
  unitPrice: minor(1299),
  taxCodes: ['R'],
  taxClass: 'reduced',
});
const pen = article({
  article: '301',
  unitPrice: minor(250),
  taxCodes: ['S'],
  gtin: '04006381333931',
});
const basket = basketOf(
  { type: 'add', article: book, qtyMilli: 1000 },
  { type: 'add', article: pen, qtyMilli: 3000 },
  { type: 'change-quantity', lineId: '2', qtyMilli: 2000, atMs: 1_795_000_030_000 },
);
const cash = (tendered: number) => ({ type: 'cash' as const, tendered: minor(tendered) });
const request = (fields: Partial<SaleRequest> = {}): SaleRequest => ({
  basket,
  taxSetup: GERMANY,
  cashPolicy: CENT,
  tenders: [cash(2000)],
  identity: IDENTITY,
  ...fields,
});
const problemOf = (fields: Partial<SaleRequest>): string => {
  const result = closeSale(request(fields));
  return result.ok ? 'closed' : result.error;
};

describe('closeSale', () => {
  it('D13: writes the whole document', () => {
    expect(valueOf(closeSale(request()))).toEqual({
      doc_id: '01JD0000000000000000000001',
      doc_no: '0417-02-A-000123',
      series: 'A',
      number: 123,
      shift_id: 'shift-1',
      business_date: '2026-11-21',
      store: '0417',
      till: '02',
      cashier: '1001',
      started_ms: 1_795_000_000_000,
      closed_ms: 1_795_000_060_000,
      currency: 'EUR',
      price_mode: 'inclusive',
      rounding: { level: 'document', mode: 'half-up' },
      taxes: GERMANY.taxes,
      lines: [
        {
          line: '1',
          article: '300',
          name: 'Article 300',
          qty_milli: 1000,
          unit_price: 1299,
          ext: 1299,
          line_discount: 0,
          doc_discount: 0,
          net: 1214,
          tax: { R: 85 },
          gross: 1299,
          tax_class: 'reduced',
          price_stamp: { hlc: 1, origin: 'A' },
        },
        {
          line: '2',
          article: '301',
          gtin: '04006381333931',
          name: 'Article 301',
          qty_milli: 2000,
          unit_price: 250,
          ext: 500,
          line_discount: 0,
          doc_discount: 0,
          net: 420,
          tax: { S: 80 },
          gross: 500,
          tax_class: 'standard',
          price_stamp: { hlc: 1, origin: 'A' },
        },
      ],
      voids: [
        {
          article: '301',
          name: 'Article 301',
          qty_milli: 1000,
          unit_price: 250,
          at_ms: 1_795_000_030_000,
        },
      ],
      tax_totals: [
        { code: 'S', net_base: 420, amount: 80 },
        { code: 'R', net_base: 1214, amount: 85 },
      ],
      totals: { net: 1634, tax: 165, gross: 1799 },
      cash_rounding: 0,
      tenders: [{ type: 'cash', tendered: 2000, amount: 1799, change: 201 }],
      versions: IDENTITY.versions,
    });
  });

  it('keeps cash rounding apart from the total (vec-cash-R1)', () => {
    const sale = valueOf(closeSale(request({ cashPolicy: NICKEL })));
    expect(sale.totals.gross).toBe(1799);
    expect(sale.cash_rounding).toBe(1);
    expect(sale.tenders).toEqual([{ type: 'cash', tendered: 2000, amount: 1800, change: 200 }]);
  });

  it('dom-X1: the document cannot be changed, what the caller keeps still can', () => {
    const versions = { ...IDENTITY.versions, flags: [] };
    const sale = valueOf(closeSale(request({ identity: { ...IDENTITY, versions } })));
    const frozen = [
      sale,
      sale.lines,
      sale.lines[0],
      sale.lines[0]!.tax,
      sale.totals,
      sale.versions,
    ];
    expect(frozen.every((part) => Object.isFrozen(part))).toBe(true);
    expect(
      [versions, GERMANY, basket.lines[0]!.priceStamp].some((part) => Object.isFrozen(part)),
    ).toBe(false);
  });

  it('proves itself, survives JSON and is paid exactly, whatever is sold', () => {
    fc.assert(
      fc.property(soldBaskets, fc.constantFrom(CENT, NICKEL), ({ setup, basket: any }, policy) => {
        const sale = sellExactly(any, setup, policy);
        expect(proveTotals(sale).ok).toBe(true);
        expect(JSON.parse(JSON.stringify(sale))).toEqual(sale);
      }),
    );
  });

  it('is refused by kind', () => {
    const cancelled: Basket = basketOf({ type: 'cancel', atMs: 1 });
    const voided = basketOf(
      { type: 'add', article: pen, qtyMilli: 1000 },
      { type: 'void-line', lineId: '1', atMs: 1 },
    );
    expect(problemOf({})).toBe('closed');
    expect(problemOf({ basket: basketOf() })).toBe('empty-basket');
    expect(problemOf({ basket: voided })).toBe('empty-basket');
    expect(problemOf({ basket: cancelled })).toBe('basket-closed');
    expect(problemOf({ tenders: [] })).toBe('not-settled');
    expect(problemOf({ tenders: [cash(1798)] })).toBe('not-settled');
    expect(problemOf({ tenders: [cash(1799), cash(5)] })).toBe('surplus-tender');
    expect(problemOf({ tenders: [cash(-5)] })).toBe('negative-cash');
    expect(problemOf({ taxSetup: QUEBEC })).toBe('unknown-tax-code');
    expect(problemOf({ identity: { ...IDENTITY, businessDate: '2026-02-30' } })).toBe(
      'bad-business-date',
    );
    const number = { ...IDENTITY.number, number: 1_000_000 };
    expect(problemOf({ identity: { ...IDENTITY, number } })).toBe('bad-document-number');
  });

  it('a basket that costs nothing needs no tender', () => {
    const free = basketOf({
      type: 'add',
      article: { ...pen, unitPrice: minor(0) },
      qtyMilli: 1000,
    });
    expect(problemOf({ basket: free, tenders: [] })).toBe('closed');
    expect(problemOf({ basket: free, tenders: [cash(0)] })).toBe('surplus-tender');
  });
});
