import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyExponent, isCurrency } from './currency.ts';
import {
  formatMinor,
  minor,
  negate,
  parseKeypadAmount,
  parseTypedAmount,
  sumMinor,
} from './money.ts';

describe('minor (vec-C1)', () => {
  it.each([1.5, Number.NaN, Infinity, 2 ** 53])('treats %s as a bug', (amount) => {
    expect(() => minor(amount)).toThrow('Invariant broken');
  });

  it('vec-C5: is never -0', () => {
    expect(Object.is(minor(-0), 0)).toBe(true);
    expect(Object.is(negate(minor(0)), 0)).toBe(true);
  });

  it('sums exactly what floating point would not', () => {
    const big = minor(Number.MAX_SAFE_INTEGER);
    expect(sumMinor([big, minor(5), negate(big)])).toBe(5);
  });
});

it('dom-M1: exponents follow ISO 4217, so HUF has two and ISK none', () => {
  const exponents = (['EUR', 'HUF', 'ISK', 'JPY', 'KWD'] as const).map(currencyExponent);
  expect(exponents).toEqual([2, 2, 0, 0, 3]);
  expect([isCurrency('EUR'), isCurrency('XXX'), isCurrency('toString')]).toEqual([
    true,
    false,
    false,
  ]);
});

describe('formatMinor', () => {
  it.each([
    [1353, 'EUR', '13.53'],
    [-5, 'EUR', '-0.05'],
    [0, 'EUR', '0.00'],
    [1353, 'JPY', '1353'],
    [5, 'KWD', '0.005'],
    [Number.MAX_SAFE_INTEGER, 'EUR', '90071992547409.91'],
  ] as const)('%s %s is %s', (amount, currency, text) => {
    expect(formatMinor(minor(amount), currency)).toBe(text);
  });

  it('is what parseTypedAmount reads back, with a point or a comma', () => {
    const currencies = fc.constantFrom('EUR' as const, 'JPY' as const, 'KWD' as const);
    fc.assert(
      fc.property(fc.maxSafeNat(), currencies, (amount, currency) => {
        const text = formatMinor(minor(amount), currency);
        expect(parseTypedAmount(text, currency)).toEqual({ ok: true, value: amount });
        expect(parseTypedAmount(text.replace('.', ','), currency)).toEqual({
          ok: true,
          value: amount,
        });
      }),
    );
  });
});

describe('typed amounts', () => {
  it.each([
    ['13,53', 1353],
    ['13.5', 1350],
    [' 13 ', 1300],
    ['007', 700],
  ])('%j is %s cents', (text, amount) => {
    expect(parseTypedAmount(text, 'EUR')).toEqual({ ok: true, value: amount });
  });

  it.each([
    ['', 'not-an-amount'],
    ['-1', 'not-an-amount'],
    ['1,234.50', 'not-an-amount'],
    ['1.', 'not-an-amount'],
    ['.5', 'not-an-amount'],
    ['1e3', 'not-an-amount'],
    ['1.234', 'too-many-decimals'],
    ['99999999999999999', 'too-large'],
  ])('%j is refused as %s', (text, error) => {
    expect(parseTypedAmount(text, 'EUR')).toEqual({ ok: false, error });
  });

  it('keypad digits are minor units', () => {
    expect(parseKeypadAmount('1353')).toEqual({ ok: true, value: 1353 });
    expect(parseKeypadAmount('13.53')).toEqual({ ok: false, error: 'not-an-amount' });
    expect(parseKeypadAmount('')).toEqual({ ok: false, error: 'not-an-amount' });
    expect(parseKeypadAmount('99999999999999999')).toEqual({ ok: false, error: 'too-large' });
  });
});
