import { expect, it } from 'vitest';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import { shiftCameBack } from './shift-came-back.ts';
import { ShiftKeeper } from './shift-keeper.ts';

const row = (shiftId: string, drawer?: 'own'): ShiftRow => ({
  shiftId,
  cashier: '104',
  businessDate: '2026-11-22',
  float: 0,
  currency: 'EUR',
  openedMs: 1,
  ...(drawer === undefined ? {} : { drawer }),
});

function till(rows: readonly ShiftRow[]) {
  const read: string[] = [];
  const shifts = new ShiftKeeper(rows, {
    today: () => '2026-11-22',
    nowMs: () => 1,
    cashier: () => '104',
  });
  const desk = {
    shifts,
    salesOfShift: 7,
    showPeople: () => undefined,
    countSales: async () => undefined,
  };
  const running = { read: async ({ shiftId }: { shiftId: string }) => void read.push(shiftId) };
  const open = () => shifts.all.map(({ shiftId }) => shiftId);
  const back = (shift: Parameters<typeof shiftCameBack>[2]) => shiftCameBack(desk, running, shift);
  return { desk, read, open, back };
}

it('OO6: the shift that is everybody’s comes back where none is open, and not beside one that was opened meanwhile', () => {
  const empty = till([]);
  empty.back(row('lost'));
  expect([empty.open(), empty.read, empty.desk.salesOfShift]).toEqual([['lost'], ['lost'], 0]);
  const busy = till([row('here')]);
  busy.back(row('lost'));
  expect([busy.open(), busy.read]).toEqual([['here'], []]);
  busy.back({ closed: 'here' });
  expect(busy.open()).toEqual([]);
});

it('OO6 dom-Z9: a drawer of a cashier’s own comes back beside whatever is open, with its figures, and goes alone', () => {
  const busy = till([row('here'), row('mine', 'own')]);
  busy.back(row('lost', 'own'));
  expect([busy.open(), busy.read]).toEqual([['here', 'mine', 'lost'], ['lost']]);
  busy.back({ closed: 'mine' });
  expect(busy.open()).toEqual(['here', 'lost']);
});
