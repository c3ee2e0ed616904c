import { expect, test } from 'vitest';
import { must } from '../../../src/domain/assert.ts';
import { minor } from '../../../src/domain/money.ts';
import { article, basketOf, sellExactly } from '../../../src/domain/testing/sale-arbitraries.ts';
import { rulesOf } from '../../../src/renderer/till-worker/selling/till-rules.ts';
import type { Region } from '../demo-home.ts';
import { STORES } from './stores.ts';

/** One piece of the class at this price, paid in cash to the coin. */
function sold(region: Region, store: string, taxClass: string, price: number) {
  const profile = must(
    STORES[region].find((one) => one.store === store),
    `store ${store}`,
  );
  const { taxSetup, cashPolicy } = rulesOf(profile);
  const taxCodes = must(profile.tax_classes[taxClass], taxClass);
  const goods = article({ article: '1', unitPrice: minor(price), taxCodes, taxClass });
  const basket = basketOf({ type: 'add', article: goods, qtyMilli: 1000 });
  const sale = sellExactly(basket, taxSetup, cashPolicy);
  const taxes = sale.tax_totals.map(({ code, amount }) => `${code} ${amount}`);
  const { totals, cash_rounding: rounding, currency } = sale;
  return { currency, taxes, gross: totals.gross, rounding, language: profile.language };
}

test('Montréal: TPS and TVQ each on the price alone, 5-cent cash, groceries without tax, in French (dom-C1, LANG1)', () => {
  expect(sold('na', '2105', 'general', 999)).toEqual({
    currency: 'CAD',
    taxes: ['TPS 50', 'TVQ 100'],
    gross: 1149,
    rounding: 1,
    language: 'fr',
  });
  expect(sold('na', '2105', 'food', 402)).toMatchObject({ taxes: [], gross: 402, rounding: -2 });
});

test('Zürich: MWST inside the price, 5-Rappen cash, in German (dom-C1, LANG1)', () => {
  expect(sold('eu', '0421', 'standard', 1081)).toEqual({
    currency: 'CHF',
    taxes: ['N 81'],
    gross: 1081,
    rounding: -1,
    language: 'de',
  });
  expect(sold('eu', '0421', 'food', 513)).toMatchObject({ taxes: ['R 13'], rounding: 2 });
});
