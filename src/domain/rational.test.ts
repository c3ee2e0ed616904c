import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, overCommonDenominator, parseDecimal, rational, round } from './rational.ts';
import { valueOf } from './testing/sale-arbitraries.ts';

const bigints = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const denominators = fc.bigInt({ min: 1n, max: 10n ** 12n });
const modes = fc.constantFrom('half-up' as const, 'half-even' as const);

describe('round (vec-C2)', () => {
  it.each([
    [1n, 'half-up', 1n],
    [3n, 'half-up', 2n],
    [-1n, 'half-up', -1n],
    [1n, 'half-even', 0n],
    [3n, 'half-even', 2n],
    [5n, 'half-even', 2n],
    [-3n, 'half-even', -2n],
  ] as const)('%s/2 by %s is %s', (num, mode, expected) => {
    expect(round(rational(num, 2n), mode)).toBe(expected);
  });

  it('dom-R3: is symmetric and never further than a half away', () => {
    fc.assert(
      fc.property(bigints, denominators, modes, (num, den, mode) => {
        const rounded = round(rational(num, den), mode);
        expect(round(rational(-num, den), mode)).toBe(-rounded);
        const twiceOff = 2n * (rounded * den - num);
        expect(twiceOff <= den && twiceOff >= -den).toBe(true);
      }),
    );
  });

  it('does not depend on how a fraction is written', () => {
    fc.assert(
      fc.property(bigints, denominators, denominators, modes, (num, den, factor, mode) => {
        expect(round(rational(num * factor, den * factor), mode)).toBe(
          round(rational(num, den), mode),
        );
        expect(round(rational(-num, -den), mode)).toBe(round(rational(num, den), mode));
      }),
    );
  });
});

describe('parseDecimal (vec-C1)', () => {
  it('reads exactly', () => {
    expect(valueOf(parseDecimal('9.975'))).toEqual({ num: 9975n, den: 1000n });
    expect(valueOf(parseDecimal('-0.250'))).toEqual({ num: -250n, den: 1000n });
    expect(valueOf(parseDecimal('3'))).toEqual({ num: 3n, den: 1n });
  });

  it.each(['', '.5', '5.', '1e3', '1,5', ' 1', '+1', '0x10', '--1', 'NaN', '١'])(
    'refuses %j',
    (text) => expect(parseDecimal(text)).toEqual({ ok: false, error: 'bad-decimal' }),
  );
});

it('overCommonDenominator keeps every value', () => {
  const fractions = fc.tuple(bigints, denominators).map(([num, den]) => rational(num, den));
  fc.assert(
    fc.property(fractions, fractions, (a, b) => {
      const { nums, den } = overCommonDenominator([a, b]);
      expect(
        nums.map((num) => rational(num, den)).map((value, at) => compare(value, [a, b][at]!)),
      ).toEqual([0, 0]);
    }),
  );
});
