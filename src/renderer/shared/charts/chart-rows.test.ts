import { expect, test } from 'vitest';
import { hourName, trendOf } from './chart-rows.ts';

test('PIC1: several Zs of a day are one point of a till’s trend; hours after midnight say so', () => {
  const { days, tills } = trendOf([
    { day: '2026-11-21', till: '02', z_no: 8, amount: -50 },
    { day: '2026-11-20', till: '01', z_no: 3, amount: 10 },
    { day: '2026-11-21', till: '02', z_no: 9, amount: 20 },
  ]);
  expect(tills).toEqual(['01', '02']);
  expect(days).toEqual([
    { day: '2026-11-20', off: { '01': 10 } },
    { day: '2026-11-21', off: { '02': -30 } },
  ]);
  expect([hourName(9), hourName(25)]).toEqual(['09:00', '01:00 +1']);
});
