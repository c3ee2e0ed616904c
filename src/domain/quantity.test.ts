import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatQuantity, isWholePieces, MAX_QUANTITY, milli, parseQuantity } from './quantity.ts';

describe('quantities (dom-M4)', () => {
  it.each([
    ['3', 3000],
    ['0.542', 542],
    ['0,5', 500],
    ['-0.250', -250],
    ['1.50000', 1500],
  ])('%j is %s thousandths', (text, value) => {
    expect(parseQuantity(text)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'not-a-quantity'],
    ['abc', 'not-a-quantity'],
    ['1.', 'not-a-quantity'],
    ['1.2345', 'too-many-decimals'],
    ['4006381333931', 'not-a-quantity'],
    ['1000000.001', 'too-large'],
  ])('%j is refused as %s', (text, error) => {
    expect(parseQuantity(text)).toEqual({ ok: false, error });
  });

  it('are written and read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0 - MAX_QUANTITY, max: MAX_QUANTITY }), (thousandths) => {
        const quantity = milli(thousandths);
        expect(parseQuantity(formatQuantity(quantity))).toEqual({ ok: true, value: quantity });
      }),
    );
  });

  it('are written without superfluous zeros', () => {
    expect([3000, 542, -250, 0, 1100].map((value) => formatQuantity(milli(value)))).toEqual([
      '3',
      '0.542',
      '-0.25',
      '0',
      '1.1',
    ]);
  });

  it('tell pieces from weights', () => {
    expect([isWholePieces(milli(2000)), isWholePieces(milli(2001))]).toEqual([true, false]);
    expect(() => milli(0.5)).toThrow('Invariant broken');
  });
});
