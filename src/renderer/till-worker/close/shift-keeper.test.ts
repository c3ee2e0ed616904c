import { expect, it } from 'vitest';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import { ShiftKeeper } from './shift-keeper.ts';

const HOUR = 3_600_000;

it('dom-Z10: a shift of another day goes on, its end is offered, put off, and asked for again at 30 hours', () => {
  let [today, nowMs] = ['2026-11-21', HOUR];
  const row = { shiftId: 's', businessDate: '2026-11-21', openedMs: 0 } as ShiftRow;
  const shifts = new ShiftKeeper([row], {
    today: () => today,
    nowMs: () => nowMs,
    cashier: () => undefined,
  });
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
  shifts.gone('s');
  expect(shifts.ask).toBeUndefined();
});

const drawer = (shiftId: string, cashier: string, openedMs: number): ShiftRow => ({
  shiftId,
  cashier,
  openedMs,
  businessDate: '2026-11-22',
  float: 0,
  currency: 'EUR',
  drawer: 'own',
});

it('dom-Z9: who switches cashier switches drawer; who has none of their own sells in everybody’s', () => {
  let cashier: string | undefined = '104';
  const shared = {
    shiftId: 's',
    businessDate: '2026-11-22',
    openedMs: 0,
    cashier: '9',
  } as ShiftRow;
  const ports = { today: () => '2026-11-22', nowMs: () => 0, cashier: () => cashier };
  const shifts = new ShiftKeeper([drawer('a', '104', 1), shared], ports);
  shifts.is(drawer('b', '105', 2));
  expect(shifts.open?.shiftId).toBe('a');
  cashier = '105';
  expect(shifts.open?.shiftId).toBe('b');
  cashier = '106';
  expect(shifts.open?.shiftId).toBe('s');
  shifts.gone('s');
  expect([shifts.open, shifts.all.length]).toEqual([undefined, 2]);
  cashier = undefined;
  expect(shifts.open).toBeUndefined();
  // One that came back from a lost machine waits behind the one that was opened meanwhile.
  cashier = '104';
  shifts.is(drawer('lost', '104', 0));
  expect(shifts.open?.shiftId).toBe('a');
  shifts.gone('a');
  expect(shifts.open?.shiftId).toBe('lost');
});
