import { expect, it } from 'vitest';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import { ShiftKeeper } from './shift-keeper.ts';

const HOUR = 3_600_000;

it('dom-Z10: a shift of another day goes on, its end is offered, put off, and asked for again at 30 hours', () => {
  let [today, nowMs] = ['2026-11-21', HOUR];
  const row = { businessDate: '2026-11-21', openedMs: 0 } as ShiftRow;
  const shifts = new ShiftKeeper(row, { today: () => today, nowMs: () => nowMs });
  expect(shifts.ask).toBeUndefined();
  [today, nowMs] = ['2026-11-22', 12 * HOUR];
  expect(shifts.ask).toBe('new-day');
  shifts.putOff();
  expect([shifts.ask, shifts.open]).toEqual([undefined, row]);
  shifts.signedIn();
  expect(shifts.ask).toBe('new-day');
  shifts.putOff();
  nowMs = 30 * HOUR;
  expect(shifts.ask).toBe('too-long');
  shifts.putOff();
  expect([shifts.ask, shifts.open]).toEqual([undefined, row]);
  shifts.is(undefined);
  expect(shifts.ask).toBeUndefined();
});
