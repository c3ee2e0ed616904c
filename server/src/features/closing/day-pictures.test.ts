import { expect, test } from 'vitest';
import { hoursOf, sameWeekdays, type HourRow } from './day-pictures.ts';

const row = (day: string, hour: number, amount: number): HourRow => ({
  currency: 'EUR',
  day,
  hour,
  amount,
});
const DAY = '2026-11-20';

test('PIC1: a day is held against the same weekday of the four weeks before, also over a change of the clock', () => {
  expect(sameWeekdays(DAY)).toEqual(['2026-11-13', '2026-11-06', '2026-10-30', '2026-10-23']);
});

test('PIC1: usual is the mean over the days that sold at all; an hour that one of them missed counts as none', () => {
  const { hours, compared } = hoursOf(DAY, [
    row(DAY, 9, 500),
    row(DAY, 10, 700),
    row('2026-11-13', 9, 300),
    row('2026-11-06', 9, 100),
    row('2026-11-06', 24, 50),
  ]);
  expect(compared).toEqual(['2026-11-06', '2026-11-13']);
  expect(hours).toEqual([
    { hour: 9, amount: 500, usual: 200 },
    { hour: 10, amount: 700, usual: 0 },
    { hour: 24, amount: 0, usual: 25 },
  ]);
});

test('PIC1: the first day of a store is held against nothing', () => {
  expect(hoursOf(DAY, [row(DAY, 9, 500)])).toEqual({
    hours: [{ hour: 9, amount: 500, usual: null }],
    compared: [],
  });
});
