import { expect, test } from 'vitest';
import { readAmount } from './head-office.ts';

test.each([
  ['1.99', 'EUR', 199],
  ['2', 'USD', 200],
  ['0.5', 'EUR', 50],
  ['120', 'JPY', 120],
])('%s %s is %i minor units', (text, currency, minor) => {
  expect(readAmount(text, currency)).toBe(minor);
});

test.each([
  ['1,99', 'EUR'],
  ['-1', 'EUR'],
  ['1.999', 'EUR'],
  ['1.5', 'JPY'],
  ['', 'EUR'],
  ['1e3', 'EUR'],
])('"%s" is no price in %s', (text, currency) => {
  expect(() => readAmount(text, currency)).toThrow('is no price');
});
