import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyBasket } from '../basket.ts';
import { reduceBasket, type BasketAction } from '../basket-reducer.ts';
import { basketId } from '../ids.ts';
import {
  article,
  basketOf,
  GERMANY,
  CENT,
  sellExactly,
  valueOf,
} from '../testing/sale-arbitraries.ts';
import { bornOnOrBefore, isFoundOldEnough, type AgeCheck } from './age-check.ts';

const CHECK: AgeCheck = { min_age: 16, born_by: '2010-11-22', cashier: '104', at_ms: 7 };
const BEER: BasketAction = {
  type: 'add',
  article: article({ article: '200', taxCodes: ['S'] }),
  qtyMilli: 1000,
  age: CHECK,
};

/** Whole years lived on a day, counted the long way: who was born on 29 February has it on 1 March. */
function yearsLived(born: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) >= born.slice(5) ? years : years - 1;
}

describe('ASK2: born on or before', () => {
  it.each([
    ['2026-11-22', 18, '2008-11-22'],
    ['2028-02-29', 18, '2010-02-28'],
    ['2028-02-29', 16, '2012-02-29'],
    ['2026-02-28', 18, '2008-02-28'],
  ])('on %s from %i years: %s', (today, years, born) =>
    expect(bornOnOrBefore(today, years)).toBe(born),
  );

  it('is the last day on which somebody old enough was born, any day and age', () => {
    const day = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 99 }), (today, years) => {
        const born = bornOnOrBefore(today, years);
        const next = new Date(Date.parse(`${born}T12:00:00Z`) + 86_400_000);
        expect(yearsLived(born, today)).toBeGreaterThanOrEqual(years);
        expect(yearsLived(next.toISOString().slice(0, 10), today)).toBeLessThan(years);
      }),
    );
  });
});

describe('ASK1: an age that was shown', () => {
  it('holds for the basket up to that age, and stands on its sale', () => {
    const basket = basketOf(BEER);
    expect([16, 14, 18].map((age) => isFoundOldEnough(basket, age))).toEqual([true, true, false]);
    expect(sellExactly(basket, GERMANY, CENT).age_checks).toEqual([CHECK]);
  });

  it('is not the next customer’s: it goes with the last goods, and undo brings both back', () => {
    const voided = valueOf(
      reduceBasket(basketOf(BEER), { type: 'void-line', lineId: '1', atMs: 9 }),
    );
    expect(isFoundOldEnough(voided, 16)).toBe(false);
    expect(voided.ageChecks).toEqual([CHECK]);
    const back = valueOf(reduceBasket(voided, { type: 'undo', cashier: '104', atMs: 9 }));
    expect(isFoundOldEnough(back, 16)).toBe(true);
    const none = valueOf(reduceBasket(basketOf(BEER), { type: 'undo', cashier: '104', atMs: 9 }));
    expect(isFoundOldEnough(none, 16)).toBe(false);
    expect(none.ageChecks).toEqual([CHECK]);
    expect(isFoundOldEnough(emptyBasket(basketId('b'), 0), 1)).toBe(false);
  });
});
