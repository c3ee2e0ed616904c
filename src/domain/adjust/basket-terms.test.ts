import { describe, expect, it } from 'vitest';
import { reduceBasket, type BasketAction } from '../basket-reducer.ts';
import { minor } from '../money.ts';
import { article, basketOf } from '../testing/sale-arbitraries.ts';
import { MAX_OVERRIDE_PRICE } from './basket-terms.ts';
import type { ManualDiscount } from './manual-discount.ts';
import { LONGEST_NOTE } from './note-text.ts';

const milk = article({ article: '100', unitPrice: minor(200) });
const tobacco = article({ article: '900', unitPrice: minor(800), discountable: false });
const add = (item = milk, qtyMilli = 1000): BasketAction => ({
  type: 'add',
  article: item,
  qtyMilli,
});
const by = { cashier: '104', atMs: 7 };
const TEN: ManualDiscount = { kind: 'percent', hundredths: 1000, reason: 'damaged' };
const discount = (given: ManualDiscount | null, lineId = '1'): BasketAction => ({
  type: 'discount-line',
  lineId,
  discount: given,
  ...by,
});
const price = (amount: number, lineId = '1'): BasketAction => ({
  type: 'price-line',
  lineId,
  price: { amount, reason: 'shelf-price' },
  ...by,
});
const answer = (actions: BasketAction[], action: BasketAction): string => {
  const result = reduceBasket(basketOf(...actions), action);
  return result.ok ? 'accepted' : result.error;
};

describe('terms of a line', () => {
  it('dom-A6: records who gave what, why and on whose word, also when it is taken back', () => {
    const signed = { ...discount(TEN), approver: '203' } as BasketAction;
    const basket = basketOf(add(), signed, discount(null));
    expect(basket.lines[0]).not.toHaveProperty('discount');
    const at = { line: '1', article: '100', cashier: '104', at_ms: 7 };
    expect(basket.acts).toEqual([
      { action: 'line-discount', reason: 'damaged', hundredths: 1000, approver: '203', ...at },
      { action: 'taken-back', of: 'line-discount', ...at },
    ]);
  });

  it('dom-D4: goods that are never reduced keep their price', () => {
    expect(answer([add(tobacco)], discount(TEN))).toBe('not-discountable');
    expect(answer([add(tobacco)], price(1))).toBe('not-discountable');
  });

  it('dom-P10: a price named twice is still measured against the price book', () => {
    const basket = basketOf(add(), price(150), price(120));
    expect(basket.lines[0]).toMatchObject({ unitPrice: 120, override: { bookPrice: 200 } });
    expect(basket.acts?.map((act) => act.book_price)).toEqual([200, 200]);
    const back = basketOf(add(), price(150), {
      type: 'price-line',
      lineId: '1',
      price: null,
      ...by,
    });
    expect(back.lines).toEqual(basketOf(add()).lines);
  });

  it('dom-P10: further pieces do not join what was agreed for others', () => {
    expect(basketOf(add(), discount(TEN), add()).lines).toHaveLength(2);
    expect(basketOf(add(), price(150), add()).lines).toHaveLength(2);
    const more: BasketAction = { type: 'change-quantity', lineId: '1', qtyMilli: 2000, atMs: 1 };
    expect(answer([add(), discount(TEN)], more)).toBe('terms-agreed');
    expect(answer([add(milk, 3000), discount(TEN)], more)).toBe('accepted');
  });

  it.each<[string, ManualDiscount]>([
    ['nothing', { ...TEN, hundredths: 0 }],
    ['beyond the whole', { ...TEN, hundredths: 10_001 }],
    ['a fraction', { ...TEN, hundredths: 0.5 }],
    ['an amount of nothing', { kind: 'amount', amount: minor(0), of: minor(9), reason: 'staff' }],
    ['more than it is of', { kind: 'amount', amount: minor(10), of: minor(9), reason: 'staff' }],
  ])('bounds a discount: %s', (_, given) => {
    expect(answer([add()], discount(given))).toBe('bad-discount');
    expect(answer([add()], { type: 'discount-basket', discount: given, ...by })).toBe(
      'bad-discount',
    );
  });

  it('bounds a price', () => {
    for (const bad of [0, -1, 0.5, MAX_OVERRIDE_PRICE + 1, Number.NaN])
      expect(answer([add()], price(bad))).toBe('bad-override-price');
    expect(answer([add()], price(MAX_OVERRIDE_PRICE))).toBe('accepted');
    expect(answer([add(milk, 20_000_000)], price(MAX_OVERRIDE_PRICE))).toBe('line-too-large');
    expect(answer([add()], price(1, '9'))).toBe('no-such-line');
  });
});

describe('terms of a basket', () => {
  it('go with the last goods, come back with them by undo, and are not inherited', () => {
    const agreed: BasketAction[] = [
      add(),
      add(tobacco),
      { type: 'discount-basket', discount: TEN, ...by },
      { type: 'exempt-tax', reason: 'diplomat', within: { maxAmount: minor(100) }, ...by },
      { type: 'note', text: 'Gift' },
      { type: 'void-line', lineId: '1', atMs: 8 },
    ];
    const terms = {
      discount: TEN,
      taxExempt: 'diplomat',
      exemptWithin: { maxAmount: 100 },
      note: 'Gift',
    };
    expect(basketOf(...agreed)).toMatchObject(terms);
    const last: BasketAction = { type: 'void-line', lineId: '2', atMs: 9 };
    const next = basketOf(...agreed, last, add());
    for (const term of Object.keys(terms)) expect(next).not.toHaveProperty(term);
    expect(next.acts).toHaveLength(2);
    const back = basketOf(...agreed, last, { type: 'undo', ...by });
    expect(back).toMatchObject(terms);
    expect(back.acts).toHaveLength(2);
  });
});

describe('a note', () => {
  const note = (text: string): BasketAction => ({ type: 'note', text });

  it('is bounded and printable', () => {
    expect(basketOf(note('  Gift for Ana ')).note).toBe('Gift for Ana');
    expect(basketOf(note('x'), note(' '))).not.toHaveProperty('note');
    expect(answer([], note('x'.repeat(LONGEST_NOTE)))).toBe('accepted');
    expect(answer([], note('x'.repeat(LONGEST_NOTE + 1)))).toBe('note-too-long');
    expect(answer([], note('a\u001bb'))).toBe('note-unprintable');
  });

  it('dom-Y2: holds no card number, however it is grouped', () => {
    for (const text of ['4111111111111111', 'pay 4111 1111 1111 1111 now', '3782-822463-10005'])
      expect(answer([], note(text))).toBe('card-number');
    for (const text of [
      '4111 1111 1111 1111 12 27',
      '4111 1111 1111 1111 123',
      'card 4111-1111-1111-1111-1227',
      '4111.1111.1111.1111',
      '4111  1111  1111  1111',
      'no 7 4111111111111111',
    ])
      expect(answer([], note(text)), text).toBe('card-number');
    for (const text of [
      '4111111111112',
      'no 2026112200041734',
      'order 123456789012',
      '+49 30 1234567',
    ])
      expect(answer([], note(text))).toBe('accepted');
  });
});
