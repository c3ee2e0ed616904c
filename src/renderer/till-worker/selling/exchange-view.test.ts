import { expect, it } from 'vitest';
import type { BackLine } from '../../../domain/exchange/basket-exchange.ts';
import { milli } from '../../../domain/quantity.ts';
import { CatalogueIndex } from '../catalogue/catalogue-index.ts';
import { sold } from '../returns/testing-sold-sale.ts';
import { backView } from './exchange-view.ts';

const index = new CatalogueIndex('de');
for (const [k, unit] of [
  ['ham', 'kg'],
  ['bread', 'piece'],
] as const) {
  const row = { name: k, dept: 'd', tax_class: 'reduced', unit, discountable: true, gtins: [] };
  index.put('article', { k, v: row, hlc: 1, o: 'A' });
}

function unitOf(article: string, qtyMilli: number, more: object = {}): string {
  const [line] = sold(1).lines;
  if (line === undefined) throw new Error('a line');
  const back = { ...line, article, qty_milli: milli(-qtyMilli), ...more };
  return backView({ lineId: 'b1', line: back } as BackLine, index).unit;
}

it('dom-E1: what comes back shows the unit of its article: a kilogram is no piece', () => {
  expect(unitOf('ham', 1000)).toBe('kg');
  expect(unitOf('ham', 742)).toBe('kg');
  expect(unitOf('bread', 1000)).toBe('piece');
  expect(unitOf('ham', 1000, { label: { book_price: 1999 } })).toBe('piece');
  // Gone from the catalogue.
  expect(unitOf('gone', 742)).toBe('kg');
  expect(unitOf('gone', 2000)).toBe('piece');
});
