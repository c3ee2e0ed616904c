import { expect, test } from 'vitest';
import { ago, amount, bytesInWords, figure } from './words.ts';

test('spans, sizes and figures in words', () => {
  expect([null, 200, 5000, 300_000, 7_200_000, 259_200_000].map((ms) => ago(ms))).toEqual([
    'never',
    'now',
    '5 s ago',
    '5 min ago',
    '2 h ago',
    '3 days ago',
  ]);
  expect([999, 1500, 2_500_000].map(bytesInWords)).toEqual(['999 B', '1.5 kB', '2.5 MB']);
  expect(figure(1_234_567)).toBe('1\u202f234\u202f567');
});

test('amounts by the currency, exact', () => {
  expect(amount(123_456, 'EUR')).toBe('1\u202f234.56 EUR');
  expect(amount(-5, 'EUR')).toBe('-0.05 EUR');
  expect(amount(500, 'JPY')).toBe('500 JPY');
});
