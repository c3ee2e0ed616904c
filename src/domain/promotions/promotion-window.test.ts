import { describe, expect, it } from 'vitest';
import type { PromotionWindow } from './promotion.ts';
import { isActive } from './promotion-window.ts';

const at = (now: string, window: PromotionWindow): boolean =>
  isActive({ id: 'p', window }, { now, member: false, coupons: [] });

describe('when a promotion is live', () => {
  it.each([
    ['2026-11-20T23:59', false],
    ['2026-11-21T00:00', true],
    ['2026-11-22T23:59', true],
    ['2026-11-23T00:00', false],
  ])('vec-promo-P2: from is inside, to is outside: %s', (now, live) => {
    expect(at(now, { from: '2026-11-21', to: '2026-11-23T00:00' })).toBe(live);
  });

  // 27 November 2026 is a Friday.
  it.each([
    ['2026-11-27T21:59', false],
    ['2026-11-27T22:00', true],
    ['2026-11-28T01:59', true],
    ['2026-11-28T02:00', false],
    ['2026-11-28T22:00', false],
    ['2026-11-27T01:00', false],
  ])('vec-promo-P2: a night belongs to the day it starts: %s', (now, live) => {
    expect(at(now, { hours: { from: '22:00', to: '02:00' }, days: [5] })).toBe(live);
  });

  it('vec-promo-P2: hours that end where they start are a whole day from there', () => {
    const window: PromotionWindow = { hours: { from: '06:00', to: '06:00' }, days: [7] };
    expect(at('2026-11-29T06:00', window)).toBe(true);
    expect(at('2026-11-30T05:59', window)).toBe(true);
    expect(at('2026-11-29T05:59', window)).toBe(false);
  });

  it.each([
    ['2000-02-29', 2],
    ['2024-02-29', 4],
    ['2026-01-01', 4],
    ['2026-12-31', 4],
    ['2100-03-01', 1],
  ])('vec-promo-P2: knows the weekday of %s', (day, weekday) => {
    const days = [1, 2, 3, 4, 5, 6, 7].filter((one) => at(`${day}T12:00`, { days: [one] }));
    expect(days).toEqual([weekday]);
  });

  it('vec-promo-P2: a member promotion needs the member, a coupon its coupon', () => {
    const moment = { now: '2026-11-21T10:00', member: true, coupons: ['SAVE5'] };
    const terms = { id: 'p', memberOnly: true, coupon: 'SAVE5' };
    expect(isActive(terms, moment)).toBe(true);
    expect(isActive(terms, { ...moment, member: false })).toBe(false);
    expect(isActive(terms, { ...moment, coupons: ['SAVE6'] })).toBe(false);
  });
});
