import { expect, test } from 'vitest';
import type { StoreDayAnswer } from '../../../src/contracts/store-day.ts';
import { placeOf } from '../address.ts';
import { amount, difference } from '../in-words.ts';
import { dayVerdict, leadFigure } from './day-words.ts';

type Day = Parameters<typeof dayVerdict>[0];
const day = (states: readonly StoreDayAnswer['tills'][number]['state'][], over = {}): Day => ({
  tills: states.map((state, i) => ({ till: `0${i + 1}`, state, shifts: [] })),
  closes: [],
  is_complete: false,
  ...over,
});

test('CON3: a day is told in one sentence, and never as complete where a till is missing', () => {
  expect(dayVerdict(day([]))).toBe('No till told of a shift on this day.');
  expect(dayVerdict(day(['silent']))).toBe('No till told of a shift on this day.');
  expect(dayVerdict(day(['closed', 'open']))).toBe('Not closed yet: till 02.');
  expect(dayVerdict(day(['closed', 'silent', 'counted']))).toBe('Not closed yet: tills 02, 03.');
  expect(dayVerdict(day(['closed']))).toBe(
    'Every till is closed, but not all of it is proven yet.',
  );
  const whole = { is_complete: true };
  expect(dayVerdict(day(['closed'], whole))).toBe('Every till is closed, and all of it is proven.');
  expect(dayVerdict(day(['closed', 'silent'], whole))).toBe(
    'What was told is closed and proven; nothing was heard of till 02.',
  );
});

test('LEAD1: rates are told with one place, times as they are', () => {
  expect(leadFigure('returns', 5)).toBe('0.5');
  expect(leadFigure('postVoids', 1234)).toBe('123.4');
  expect(leadFigure('copies', 12)).toBe('12');
});

test('amounts are moved as text: no float comes near them, whatever the currency', () => {
  expect(amount(123_456_789, 'EUR')).toBe('1,234,567.89 EUR');
  expect(amount(-5, 'EUR')).toBe('−0.05 EUR');
  expect(amount(1234, 'JPY')).toBe('1,234 JPY');
  expect(amount(1234, 'KWD')).toBe('1.234 KWD');
  expect(amount(Number.MAX_SAFE_INTEGER, 'EUR')).toBe('90,071,992,547,409.91 EUR');
  expect(difference(7, 'EUR')).toBe('+0.07 EUR');
});

test('CON4: every place has an address, and what is none of them is nowhere', () => {
  expect(placeOf('/console', '')).toEqual({ at: 'fleet' });
  expect(placeOf('/console/sites', '')).toEqual({ at: 'sites' });
  expect(placeOf('/console/stores/0417', '?day=2026-11-20')).toEqual({
    at: 'store',
    store: '0417',
    day: '2026-11-20',
  });
  for (const path of ['/console/stores/', '/console/stores/41', '/console/what', '/'])
    expect(placeOf(path, '')).toEqual({ at: 'nowhere' });
});
