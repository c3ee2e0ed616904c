import { describe, expect, it } from 'vitest';
import { assembleSale } from '../assemble-sale.ts';
import { minor } from '../money.ts';
import { proveTotals } from '../prove-totals.ts';
import { milli } from '../quantity.ts';
import { receiptRows } from '../receipt.ts';
import type { Sale } from '../sale.ts';
import {
  article,
  GERMANY,
  IDENTITY,
  NICKEL,
  QUEBEC,
  valueOf,
} from '../testing/sale-arbitraries.ts';
import type { TaxSetup } from '../tax-setup.ts';
import { documentKind, isWithoutReceipt } from './document-kind.ts';
import { noReceiptParts, type UnprovenGoods } from './no-receipt.ts';

const bread = article({ article: '1', unitPrice: minor(333), taxCodes: ['R'] });
const goods = (more: Partial<UnprovenGoods> = {}): UnprovenGoods => ({
  article: bread,
  qtyMilli: milli(2000),
  reason: 'faulty',
  ...more,
});

function closed(setup: TaxSetup, ...all: UnprovenGoods[]): Sale {
  const parts = valueOf(noReceiptParts(setup, all));
  return valueOf(
    assembleSale({ ...parts, identity: IDENTITY, cashPolicy: NICKEL, tenders: [{ type: 'cash' }] }),
  );
}

describe('dom-T2: a return without a receipt', () => {
  it('is negative lines at the price that was named, taxed as today, that point to no sale', () => {
    const sale = closed(GERMANY, goods());
    expect(sale.returns_of).toBeUndefined();
    expect(sale.totals).toEqual({ net: -622, tax: -44, gross: -666 });
    expect(sale.lines).toMatchObject([
      { qty_milli: -2000, unit_price: 333, ext: -666, tax: { R: -44 }, return_reason: 'faulty' },
    ]);
    // Cash is rounded by itself.
    expect(sale.tenders).toMatchObject([{ type: 'cash', amount: -665 }]);
    expect(documentKind(sale)).toBe('return');
    expect(isWithoutReceipt(sale)).toBe(true);
    expect(receiptRows(sale)[0]).toMatchObject({ returnOf: null, isNoReceipt: true });
  });

  it('every tax of it is proved from rate and base, unlike one that repeats stored amounts', () => {
    const taxCodes = ['GST', 'QST'];
    const sale = closed(QUEBEC, goods({ article: { ...bread, taxCodes } }));
    expect(proveTotals(sale).ok).toBe(true);
    const [line] = sale.lines;
    const forged = { ...line, tax: { ...line?.tax, GST: 0 }, gross: (line?.gross ?? 0) + 33 };
    expect(proveTotals({ ...sale, lines: [forged] } as unknown as Sale).ok).toBe(false);
  });

  it('a deposit comes back with each piece, once with what was weighed', () => {
    const deposit = article({ article: 'd', unitPrice: minor(25) });
    const weighed = { ...bread, article: '2', byWeight: true as const };
    const sale = closed(
      GERMANY,
      goods({ deposit }),
      goods({ article: weighed, qtyMilli: milli(742), deposit }),
    );
    expect(sale.lines.map(({ qty_milli, deposit_of: of }) => [qty_milli, of])).toEqual([
      [-2000, undefined],
      [-2000, '1'],
      [-742, undefined],
      [-1000, '3'],
    ]);
  });

  it('nothing, no quantity, and more than a person carries are refused', () => {
    const problem = (...all: UnprovenGoods[]) => {
      const parts = noReceiptParts(GERMANY, all);
      return parts.ok ? 'closed' : parts.error;
    };
    expect(problem()).toBe('empty-return');
    expect(problem(goods({ qtyMilli: milli(0) }))).toBe('nothing-to-return');
    expect(problem(goods({ qtyMilli: milli(-1000) }))).toBe('nothing-to-return');
    expect(problem(...Array.from({ length: 51 }, () => goods()))).toBe('return-too-long');
    expect(problem(goods({ article: { ...bread, taxCodes: ['X'] } }))).toBe('unknown-tax-code');
  });
});
