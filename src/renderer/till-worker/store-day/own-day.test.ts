import { expect, test } from 'vitest';
import { LanDay } from '../../../contracts/lan.ts';
import { parse } from '../../../contracts/parse.ts';
import { noFigures } from '../../../domain/cashup/figures.ts';
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
const closedRow = (zId: string, day: string, closedMs: number): ZRow => ({
  zId,
  zNo: 1,
  series: 'A',
  shiftId: 's',
  closedMs,
  stream: 's',
  seq: 1,
  opId: 'o',
  body: {
    z_id: zId,
    z_no: 1,
    series: 'A',
    shift_id: 's',
    business_date: day,
    opened_ms: 1,
    closed_ms: closedMs,
    opened_by: '105',
    closed_by: '105',
    store: '0417',
    till: '02',
    currency: 'EUR',
    float: 0,
    figures: noFigures,
    counts: 1,
    pieces: [],
    tenders: {},
    next_float: 0,
    deposit: 0,
    grand: { sales: 0, reductions: 0, net: 0 },
    streams: [],
    prev_z: '',
    open: { parked: 0, unsent: 0, cards_unknown: 0, baskets: 0 },
  },
});
const rows = [{ row: open, fold: undefined }];
const own = (over: Partial<OwnShifts> = {}): OwnShifts => ({
  store: '0417',
  till: '02',
  zs: [],
  open: [{ row: open, fold: emptyShift('s2') }],
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
  expect(ownDay(own({ open: [{ row: open, fold: emptyShift('s1') }] }), DAY).shifts).toMatchObject([
    { documents: 0 },
  ]);
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
  expect(daysToTell({ zs: [broken], open: rows }, DAY)).toEqual([DAY]);
  expect(daysToTell({ zs: [], open: rows }, '2026-11-23')).toEqual(['2026-11-23', DAY]);
});

test('dom-Z10: after midnight the day to be closed is still that of the open shift, or of the last Z that nobody closed', () => {
  expect(nextDay({ zs: [], open: rows }, '2026-11-23', [])).toBe(DAY);
  expect(nextDay({ zs: [], open: [] }, '2026-11-23', [])).toBe('2026-11-23');
  const zs = [closedRow('z1', '2026-11-20', 1), closedRow('z2', DAY, 2)];
  expect(nextDay({ zs, open: [] }, '2026-11-23', [])).toBe(DAY);
  expect(nextDay({ zs, open: [] }, '2026-11-23', [DAY])).toBe('2026-11-23');
  // A clock that was ahead when the shift closed does not lead into a day that is not there yet.
  expect(nextDay({ zs, open: [] }, '2026-11-21', [])).toBe('2026-11-21');
});

test('dom-Z9: each open drawer is told with whose it is; the earliest day is closed first', () => {
  const other: ShiftRow = { ...open, shiftId: 's3', cashier: '106', drawer: 'own' };
  const mine: ShiftRow = { ...open, drawer: 'own' };
  const old: ShiftRow = { ...other, shiftId: 's4', businessDate: '2026-11-21' };
  const opens = [mine, other, old].map((row) => ({ row, fold: undefined }));
  expect(ownDay(own({ open: opens }), DAY)).toMatchObject({
    shifts: [
      { shift_id: 's2', opened_by: '105' },
      { shift_id: 's3', opened_by: '106' },
    ],
    open_on: '2026-11-21',
  });
  expect(nextDay({ zs: [], open: opens }, DAY, [])).toBe('2026-11-21');
  expect(daysToTell({ zs: [], open: opens }, DAY)).toEqual([DAY, '2026-11-21']);
});
