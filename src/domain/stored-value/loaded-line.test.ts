import { describe, expect, test } from 'vitest';
import { basketTotals } from '../totals.ts';
import { closeReturn } from '../close-return.ts';
import { closeSale } from '../close-sale.ts';
import { minor } from '../money.ts';
import { milli } from '../quantity.ts';
import { proveTotals } from '../prove-totals.ts';
import { reduceBasket, type BasketAction } from '../basket-reducer.ts';
import {
  article,
  basketOf,
  CENT,
  GERMANY,
  IDENTITY,
  valueOf,
} from '../testing/sale-arbitraries.ts';
import type { Sale } from '../sale.ts';

const code = 'AAAAAAAAAAAAAAAAAAAAAA.0042';
const GOODS: BasketAction = {
  type: 'add',
  article: article({ article: '1', taxCodes: ['S'] }),
  qtyMilli: 1000,
};
const load = (amount = 5000, of = code): BasketAction => ({
  type: 'add',
  article: article({
    article: 'gift-card',
    unitPrice: minor(amount),
    discountable: false,
    storedValue: { type: 'gift-card', code: of },
  }),
  qtyMilli: 1000,
});

function sold(...actions: BasketAction[]): Sale {
  return valueOf(
    closeSale({
      basket: basketOf(...actions),
      taxSetup: GERMANY,
      cashPolicy: CENT,
      tenders: [{ type: 'cash', tendered: minor(10_000) }],
      identity: IDENTITY,
    }),
  );
}

describe('GIFT3 dom-I7: value put on a card is a line without tax', () => {
  test('it is charged, untaxed, and says which card; the goods beside it are taxed as ever', () => {
    const sale = sold(GOODS, load());
    const alone = sold(GOODS);
    expect(sale.totals.gross).toBe(alone.totals.gross + 5000);
    expect(sale.totals.tax).toBe(alone.totals.tax);
    expect(sale.lines[1]).toMatchObject({
      gross: 5000,
      net: 5000,
      tax: {},
      stored_value: { type: 'gift-card', code },
    });
    expect(proveTotals(sale).ok).toBe(true);
  });

  test('a document that loads more or less than was paid is no proven one', () => {
    const sale = sold(load());
    const [line] = sale.lines;
    const forged = { ...sale, lines: [{ ...line!, unit_price: minor(4000) }] };
    expect(proveTotals(forged).ok).toBe(false);
    const many = { ...line!, qty_milli: milli(2000), unit_price: minor(2500) };
    expect(proveTotals({ ...sale, lines: [many] })).toMatchObject({
      ok: false,
      error: { kind: 'stored-value' },
    });
  });

  test('one line is one card: no more pieces, no second load, no share of a discount', () => {
    const basket = basketOf(GOODS, load());
    const problem = (action: BasketAction): string => {
      const next = reduceBasket(basket, action);
      return next.ok ? 'done' : next.error;
    };
    expect(problem(load(1000))).toBe('card-on-sale');
    expect(problem(load(1000, 'BBBBBBBBBBBBBBBBBBBBBB.0043'))).toBe('done');
    expect(problem({ type: 'change-quantity', lineId: '2', qtyMilli: 2000, atMs: 1 })).toBe(
      'one-a-card',
    );
    const off: BasketAction = {
      type: 'discount-basket',
      discount: { kind: 'percent', hundredths: 1000, reason: 'goodwill' },
      cashier: '1',
      atMs: 1,
    };
    const total = (...actions: BasketAction[]): number =>
      valueOf(basketTotals(basketOf(...actions), GERMANY)).totals.gross;
    expect(total(GOODS, load(), off)).toBe(total(GOODS, off) + 5000);
    // Voided, it can be sold again with another amount.
    const again = basketOf(load(), { type: 'void-line', lineId: '1', atMs: 1 }, load(2000));
    expect(again.lines).toHaveLength(2);
  });

  test('what was put on a card is not taken back for money', () => {
    const sale = sold(GOODS, load());
    const back = closeReturn({
      sale,
      returned: [{ line: '2', qtyMilli: milli(1000), alreadyReturnedMilli: milli(0) }],
      cashPolicy: CENT,
      identity: IDENTITY,
    });
    expect(back).toEqual({ ok: false, error: 'loaded-value' });
  });
});
