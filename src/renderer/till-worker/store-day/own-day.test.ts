import { expect, test } from 'vitest';
import { LanDay } from '../../../contracts/lan.ts';
import { parse } from '../../../contracts/parse.ts';
import { emptyShift } from '../../../domain/cashup/fold-shift.ts';
import type { ShiftRow, ZRow } from '../../../sync/core/ports.ts';
import { daysToTell, nextDay, ownDay, type OwnShifts } from './own-day.ts';

const DAY = '2026-11-22';
const open: ShiftRow = {
  shiftId: 's2',
  businessDate: DAY,
  cashier: '105',
  float: 1,
  currency: 'EUR',
  openedMs: 2,
};
const own = (over: Partial<OwnShifts> = {}): OwnShifts => ({
  store: '0417',
  till: '02',
  zs: [],
  open,
  fold: emptyShift('s2'),
  unsent: 4,
  atMs: 9,
  ...over,
});

test('dom-Z6: of an open shift the other tills hear nothing that a blind count must not see', () => {
  const day = ownDay(own(), DAY);
  expect(parse(LanDay, day)).toEqual(day);
  expect(day.shifts).toEqual([
    { shift_id: 's2', state: 'open', opened_ms: 2, opened_by: '105', documents: 0, counts: 0 },
  ]);
  expect(JSON.stringify(day)).not.toMatch(/figures|expected|float/);
});

test('a shift of another day is not of this one, and figures of another shift are not taken for its own', () => {
  expect(ownDay(own(), '2026-11-21').shifts).toEqual([]);
  // It sells, and says on which day.
  expect(ownDay(own(), '2026-11-23')).toMatchObject({ shifts: [], open_on: DAY });
  expect(ownDay(own(), DAY)).not.toHaveProperty('open_on');
  expect(ownDay(own({ fold: emptyShift('s1') }), DAY).shifts).toMatchObject([{ documents: 0 }]);
});

test('a Z that cannot be read is left out; days are told of once each', () => {
  const broken: ZRow = {
    zId: 'z',
    zNo: 1,
    series: 'A',
    shiftId: 's',
    closedMs: 1,
    stream: 's',
    seq: 1,
    opId: 'o',
    body: {},
  };
  expect(ownDay(own({ zs: [broken] }), DAY).shifts).toHaveLength(1);
  expect(daysToTell({ zs: [broken], open }, DAY)).toEqual([DAY]);
  expect(daysToTell({ zs: [], open }, '2026-11-23')).toEqual(['2026-11-23', DAY]);
});

test('dom-Z10: after midnight the day to be closed is still that of the open shift, or of the last Z that nobody closed', () => {
  expect(nextDay({ zs: [], open }, '2026-11-23', [])).toBe(DAY);
  expect(nextDay({ zs: [], open: undefined }, '2026-11-23', [])).toBe('2026-11-23');
});
