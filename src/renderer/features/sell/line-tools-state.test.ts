import { describe, expect, it } from 'vitest';
import { FIRST_VIEW } from '../../shared/first-view.ts';
import type { BasketView } from '../../shared/till-api.ts';
import { chooseLine, followBasket, NO_TOOLS } from './line-tools-state.ts';

function basket(ids: string, selectedLineId?: string): BasketView {
  const lines = Array.from(ids).map((lineId) => ({
    lineId,
    article: lineId,
    name: lineId,
    qtyMilli: 1000,
    unit: 'piece' as const,
    unitPrice: 100,
    total: 100,
    savings: [],
    named: undefined,
    hasDiscount: false,
    isDiscountable: true,
    isDeposit: false,
    taxLabel: '',
  }));
  return { ...FIRST_VIEW.basket, lines, selectedLineId };
}

describe('tools of the lines', () => {
  it('open on the newest line, where nothing stands below', () => {
    expect(followBasket(NO_TOOLS, basket(''), basket('a', 'a'))).toEqual({ open: 'a', held: [] });
    expect(followBasket({ open: 'a', held: [] }, basket('a', 'a'), basket('ab', 'b'))).toEqual({
      open: 'b',
      held: [],
    });
  });

  it('leave their room when a line is added below others', () => {
    expect(followBasket(chooseLine('a'), basket('abc', 'a'), basket('abcd', 'd'))).toEqual({
      open: 'd',
      held: ['a'],
    });
  });

  it('do not open in the middle when a scan adds to a line there', () => {
    expect(followBasket({ open: 'c', held: [] }, basket('abc', 'c'), basket('abc', 'a'))).toEqual({
      open: undefined,
      held: [],
    });
  });

  it('give all room back when the cashier chooses a line', () => {
    expect(chooseLine('b')).toEqual({ open: 'b', held: [] });
  });

  it('forget lines that are gone', () => {
    expect(followBasket({ open: 'b', held: ['a'] }, basket('abc', 'b'), basket('c'))).toEqual({
      open: undefined,
      held: [],
    });
  });
});
