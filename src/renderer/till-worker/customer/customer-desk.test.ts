import { expect, test } from 'vitest';
import type { CardAction } from '../../../domain/customer/basket-cards.ts';
import { article } from '../../../domain/testing/sale-arbitraries.ts';
import { emptyBasket, type Basket } from '../../../domain/basket.ts';
import { basketId } from '../../../domain/ids.ts';
import { milli } from '../../../domain/quantity.ts';
import { CustomerDesk } from './customer-desk.ts';

function deskWith(coupons: string[], basket = emptyBasket(basketId('b1'), 0)) {
  const acts: CardAction[] = [];
  const desk = new CustomerDesk({
    formats: [{ prefix: '295', length: 13 }],
    coupons: () => new Set(coupons),
    customers: undefined,
    basket: () => basket,
    act: (action) => {
      acts.push(action);
      return undefined;
    },
  });
  return { desk, acts };
}

test('SHOW3 dom-B10: a card and a coupon are taken by what they are, also with a scanner’s sign before; goods are left alone', () => {
  const { desk, acts } = deskWith(['9820000000034', 'SUMMER']);
  expect(desk.take('2950000000013')).toEqual({ ok: true, lineId: '' });
  expect(desk.take(']E02950000000013')).toEqual({ ok: true, lineId: '' });
  expect(desk.take('9820000000034')).toEqual({ ok: true, lineId: '' });
  expect(desk.take(' SUMMER ')).toEqual({ ok: true, lineId: '' });
  expect(desk.take('4006381333931')).toBeUndefined();
  expect(desk.take('WINTER')).toBeUndefined();
  expect(acts.map(({ type }) => type)).toEqual([
    'show-member',
    'show-member',
    'show-coupon',
    'show-coupon',
  ]);
});

test('SHOW1: a card with a wrong figure is refused with what to do', () => {
  const { desk, acts } = deskWith([]);
  expect(desk.take('2950000000014')).toMatchObject({ ok: false, kind: 'member-check-digit' });
  expect(acts).toEqual([]);
});

test('SHOW4: without goods what was shown goes with the customer; with goods it stays', () => {
  const shown: Basket = {
    ...emptyBasket(basketId('b1'), 0),
    member: '2950000000013',
    coupons: ['SUMMER'],
  };
  const alone = deskWith([], shown);
  alone.desk.leaves();
  expect(alone.acts).toEqual([
    { type: 'show-member', member: null },
    { type: 'take-back-coupons' },
  ]);
  const line = { ...article({ article: 'A1' }), lineId: '1', qtyMilli: milli(1000), voided: false };
  const withGoods = deskWith([], { ...shown, lines: [line] });
  withGoods.desk.leaves();
  expect(withGoods.acts).toEqual([]);
});
