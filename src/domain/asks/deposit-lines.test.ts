import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyBasket, liveLines, type Basket } from '../basket.ts';
import { reduceBasket, type BasketAction } from '../basket-reducer.ts';
import { basketId } from '../ids.ts';
import { minor } from '../money.ts';
import {
  article,
  basketOf,
  CENT,
  GERMANY,
  sellExactly,
  valueOf,
} from '../testing/sale-arbitraries.ts';

const WATER = article({ article: '300', unitPrice: minor(69), taxCodes: ['S'] });
const BOTTLE = article({ article: '900', unitPrice: minor(25), taxCodes: ['S'] });
const ADD: BasketAction = { type: 'add', article: WATER, qtyMilli: 1000, deposit: BOTTLE };
const at = { atMs: 5 };

const told = (basket: Basket): string[] =>
  liveLines(basket).map(({ article: of, qtyMilli }) => `${of} ${qtyMilli}`);
const refusal = (basket: Basket, action: BasketAction): string => {
  const next = reduceBasket(basket, action);
  return next.ok ? 'done' : next.error;
};

describe('ASK6: a deposit', () => {
  it('follows the quantity of its goods, goes with them, and is told as a void', () => {
    const two = basketOf(ADD, ADD);
    expect(told(two)).toEqual(['300 2000', '900 2000']);
    expect(two.selectedLineId).toBe('1');
    const five = valueOf(
      reduceBasket(two, { type: 'change-quantity', lineId: '1', qtyMilli: 5000, ...at }),
    );
    expect(told(five)).toEqual(['300 5000', '900 5000']);
    const gone = valueOf(reduceBasket(five, { type: 'void-line', lineId: '1', ...at }));
    expect(told(gone)).toEqual([]);
    expect(gone.voids.map(({ article: of, qtyMilli }) => [of, qtyMilli])).toEqual([
      ['300', 5000],
      ['900', 5000],
    ]);
  });

  it('is changed by nobody alone, and never reduced (dom-D4)', () => {
    const basket = basketOf(ADD);
    expect(refusal(basket, { type: 'void-line', lineId: '2', ...at })).toBe('follows-goods');
    expect(refusal(basket, { type: 'change-quantity', lineId: '2', qtyMilli: 9000, ...at })).toBe(
      'follows-goods',
    );
    const price = { amount: 1, reason: 'goodwill' as const };
    expect(refusal(basket, { type: 'price-line', lineId: '2', price, cashier: '1', atMs: 1 })).toBe(
      'not-discountable',
    );
  });

  it('stands once for what is weighed, and apart from the same article sold by itself', () => {
    const cheese = article({ article: '310', byWeight: true });
    const box: BasketAction = { type: 'add', article: cheese, qtyMilli: 2000, deposit: BOTTLE };
    expect(told(basketOf(box))).toEqual(['310 2000', '900 1000']);
    const alone: BasketAction = { type: 'add', article: BOTTLE, qtyMilli: 1000 };
    expect(told(basketOf(ADD, alone, ADD))).toEqual(['300 2000', '900 2000', '900 1000']);
  });

  it('a deposit that costs another price now opens a line of its own', () => {
    const dearer: BasketAction = { ...ADD, deposit: { ...BOTTLE, unitPrice: minor(30) } };
    expect(told(basketOf(ADD, dearer))).toEqual(['300 1000', '900 1000', '300 1000', '900 1000']);
  });

  it('stands on the sale beside the line it belongs to', () => {
    const sale = sellExactly(basketOf(ADD, ADD), GERMANY, CENT);
    expect(sale.lines.map(({ line, deposit_of, ext }) => [line, deposit_of, ext])).toEqual([
      ['1', undefined, 138],
      ['2', '1', 50],
    ]);
  });

  it('has the pieces of its goods after every step, undo among them', () => {
    const lineId = fc.integer({ min: 1, max: 8 }).map(String);
    const step: fc.Arbitrary<BasketAction> = fc.oneof(
      fc.constantFrom(ADD, { ...ADD, deposit: { ...BOTTLE, unitPrice: minor(30) } }),
      fc.constant<BasketAction>({ type: 'add', article: BOTTLE, qtyMilli: 1000 }),
      fc.record({
        type: fc.constant('change-quantity' as const),
        lineId,
        qtyMilli: fc.integer({ min: 1, max: 6 }).map((n) => n * 1000),
        atMs: fc.constant(1),
      }),
      fc.record({ type: fc.constant('void-line' as const), lineId, atMs: fc.constant(1) }),
      fc.constant<BasketAction>({ type: 'undo', cashier: '1', atMs: 1 }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let basket = emptyBasket(basketId('b'), 0);
        for (const action of steps) {
          const next = reduceBasket(basket, action);
          if (next.ok) basket = next.value;
          for (const line of liveLines(basket)) {
            if (line.depositOf !== undefined) {
              const goods = basket.lines.find((one) => one.lineId === line.depositOf);
              expect(goods?.voided).toBe(false);
              expect(goods?.qtyMilli).toBe(line.qtyMilli);
            } else if (line.article === '300') {
              const own = liveLines(basket).filter((one) => one.depositOf === line.lineId);
              expect(own.length).toBe(1);
            }
          }
        }
      }),
    );
  });
});
