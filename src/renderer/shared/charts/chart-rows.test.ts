import { expect, test } from 'vitest';
import { hourName, trendOf } from './chart-rows.ts';

test('PIC1: several Zs of a day are one point of a till’s trend; hours after midnight say so', () => {
  const { days, drawers } = trendOf([
    { day: '2026-11-21', till: '02', z_no: 8, amount: -50 },
    { day: '2026-11-20', till: '01', z_no: 3, amount: 10 },
    { day: '2026-11-21', till: '02', z_no: 9, amount: 20 },
  ]);
  expect(drawers.map(({ till }) => till)).toEqual(['01', '02']);
  expect(days).toEqual([
    { day: '2026-11-20', off: { 'till 01': 10 } },
    { day: '2026-11-21', off: { 'till 02': -30 } },
  ]);
  expect([hourName(9), hourName(25)]).toEqual(['09:00', '01:00 +1']);
});

test('PIC1 dom-Z9: a cashier’s own drawer has a line of its own, whatever till it stood at, behind those of tills', () => {
  const { days, drawers } = trendOf([
    { day: '2026-11-20', till: '01', z_no: 1, amount: -5, cashier: '104' },
    { day: '2026-11-20', till: '01', z_no: 2, amount: 40, cashier: '105' },
    { day: '2026-11-20', till: '01', z_no: 3, amount: 7 },
    { day: '2026-11-20', till: '02', z_no: 1, amount: -6, cashier: '104' },
  ]);
  expect(drawers.map(({ till, cashier }) => cashier ?? till)).toEqual(['01', '104', '105']);
  expect(days).toEqual([
    { day: '2026-11-20', off: { 'own 104': -11, 'own 105': 40, 'till 01': 7 } },
  ]);
});
