import { expect, it } from 'vitest';
import type { Basket } from '../basket.ts';
import { reduceBasket, type BasketAction } from '../basket-reducer.ts';
import { minor } from '../money.ts';
import { article, basketOf, valueOf } from '../testing/sale-arbitraries.ts';
import { MOST_TENDERS, tendersOf } from './basket-tenders.ts';

const ADD: BasketAction = { type: 'add', article: article({ article: '1' }), qtyMilli: 1000 };
const part = (tenderId: string, tendered = 50): BasketAction => ({
  type: 'add-tender',
  tender: { tenderId, type: 'cash', tendered: minor(tendered) },
});
const back = (tenderId: string): BasketAction => ({
  type: 'take-back-tender',
  tenderId,
  cashier: '101',
  atMs: 7,
});
const problem = (basket: Basket, action: BasketAction): string => {
  const result = reduceBasket(basket, action);
  return result.ok ? 'done' : result.error;
};

it('goods, prices and the basket itself stand still while part of it is paid', () => {
  const basket = basketOf(ADD, part('t1'));
  const still: BasketAction[] = [
    ADD,
    { type: 'void-line', lineId: '1', atMs: 1 },
    { type: 'cancel', atMs: 1 },
    { type: 'undo', cashier: '101', atMs: 1 },
  ];
  expect(still.map((action) => problem(basket, action))).toEqual(still.map(() => 'part-paid'));
  expect(problem(basket, { type: 'select-line', lineId: '1' })).toBe('done');
  expect(problem(valueOf(reduceBasket(basket, back('t1'))), ADD)).toBe('done');
});

it('dom-A6: money given back is told, with who gave it, and once', () => {
  const basket = basketOf(ADD, part('t1', 20), part('t2', 30), back('t1'));
  expect(tendersOf(basket).map(({ tenderId }) => tenderId)).toEqual(['t2']);
  expect(basket.acts).toEqual([{ action: 'tender-back', amount: 20, cashier: '101', at_ms: 7 }]);
  expect(problem(basket, back('t1'))).toBe('no-such-tender');
});

it('dom-Y4: the same tender told twice counts once, and parts have a bound', () => {
  expect(tendersOf(basketOf(ADD, part('t1'), part('t1')))).toHaveLength(1);
  const many = Array.from({ length: MOST_TENDERS }, (_, at) => part(`t${at}`));
  expect(problem(basketOf(ADD, ...many), part('more'))).toBe('too-many-tenders');
});
