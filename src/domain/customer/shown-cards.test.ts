import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { must } from '../assert.ts';
import { emptyBasket, type Basket } from '../basket.ts';
import { reduceBasket, type BasketAction } from '../basket-reducer.ts';
import { gtinCheckDigit } from '../gtin.ts';
import { basketId } from '../ids.ts';
import { article } from '../testing/sale-arbitraries.ts';
import { MOST_COUPONS } from './basket-cards.ts';
import { memberEnding, readMemberCard } from './member-card.ts';

const CLUB = [{ prefix: '295', length: 13 }];
const MEMBER = '2950000000013';

function basketOf(...actions: BasketAction[]): Basket {
  return actions.reduce<Basket>(
    (basket, action) => {
      const next = reduceBasket(basket, action);
      return must(next.ok ? next.value : undefined, 'an action that is taken');
    },
    emptyBasket(basketId('b1'), 0),
  );
}
const ADD: BasketAction = { type: 'add', article: article({ article: 'A1' }), qtyMilli: 1000 };

describe('SHOW1 dom-P8: a member card counts by its check digit alone', () => {
  test('one of the store’s format is read, a wrong figure is told, anything else is no card', () => {
    expect(readMemberCard(MEMBER, CLUB)).toEqual({ ok: true, value: MEMBER });
    expect(readMemberCard('2950000000014', CLUB)).toEqual({ ok: false, error: 'check-digit' });
    for (const other of ['4006381333931', '295', '29500000000131', '', '295000000001x'])
      expect(readMemberCard(other, CLUB)).toBeUndefined();
    expect(readMemberCard(MEMBER, [])).toBeUndefined();
    expect(memberEnding(MEMBER)).toBe('0013');
  });

  test('one changed figure is never another member', () => {
    const figures = fc.integer({ min: 0, max: 999_999_999 });
    fc.assert(
      fc.property(
        figures,
        fc.integer({ min: 3, max: 12 }),
        fc.integer({ min: 1, max: 9 }),
        (n, at, by) => {
          const body = `295${String(n).padStart(9, '0')}`;
          const card = `${body}${gtinCheckDigit(body)}`;
          const digit = (Number(card[at]) + by) % 10;
          const misread = `${card.slice(0, at)}${digit}${card.slice(at + 1)}`;
          expect(readMemberCard(card, CLUB)).toEqual({ ok: true, value: card });
          expect(readMemberCard(misread, CLUB)).toEqual({ ok: false, error: 'check-digit' });
        },
      ),
    );
  });
});

describe('SHOW2: what a customer shows belongs to this sale', () => {
  test('the last card counts, also before the first article; it can be taken back and undone', () => {
    const shown = basketOf({ type: 'show-member', member: '1' }, ADD, {
      type: 'show-member',
      member: MEMBER,
    });
    expect(shown.member).toBe(MEMBER);
    expect(
      basketOf({ type: 'show-member', member: MEMBER }, { type: 'show-member', member: null })
        .member,
    ).toBeUndefined();
    const undone = reduceBasket(shown, { type: 'undo', cashier: '1', atMs: 0 });
    expect(undone.ok && undone.value.member).toBe('1');
  });

  test('a coupon counts once, so many at most, and all are taken back', () => {
    const one: BasketAction = { type: 'show-coupon', coupon: 'C1' };
    const shown = basketOf(ADD, one);
    expect(reduceBasket(shown, one)).toEqual({ ok: false, error: 'coupon-shown' });
    const many = basketOf(
      ...Array.from(
        { length: MOST_COUPONS },
        (_, n) => ({ type: 'show-coupon', coupon: `C${n}` }) as const,
      ),
    );
    expect(reduceBasket(many, { type: 'show-coupon', coupon: 'X' })).toEqual({
      ok: false,
      error: 'too-many-coupons',
    });
    expect(basketOf(ADD, one, { type: 'take-back-coupons' }).coupons).toBeUndefined();
  });

  test('with the last goods they go: the next customer inherits no card', () => {
    const shown = basketOf(
      { type: 'show-member', member: MEMBER },
      { type: 'show-coupon', coupon: 'C1' },
      ADD,
    );
    const gone = reduceBasket(shown, { type: 'void-line', lineId: '1', atMs: 1 });
    expect(gone.ok && [gone.value.member, gone.value.coupons]).toEqual([undefined, undefined]);
  });
});
