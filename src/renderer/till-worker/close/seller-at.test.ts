import { expect, it } from 'vitest';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import { moneyDrawers, ownDrawer, personAt, sellerAt } from './seller-at.ts';
import { ShiftKeeper } from './shift-keeper.ts';

const ADA = { number: '104', name: 'Ada', role: 'cashier' } as const;
const row = (shiftId: string, cashier: string, over: Partial<ShiftRow> = {}): ShiftRow => ({
  shiftId,
  cashier,
  businessDate: '2026-11-22',
  float: 0,
  currency: 'EUR',
  openedMs: 1,
  drawer: 'own',
  ...over,
});
const till = (rows: readonly ShiftRow[], cashier: typeof ADA | undefined = ADA) => ({
  cashier,
  shifts: new ShiftKeeper(rows, {
    today: () => '2026-11-22',
    nowMs: () => 1,
    cashier: () => cashier?.number,
  }),
});

it('CUP13, dom-Z9: a part-paid sale is finished in the drawer its money lies in, while that is open', () => {
  const both = till([row('ada', '104'), row('eva', '105')]);
  const { otherDrawer } = moneyDrawers(both.shifts);
  expect(sellerAt(both, {})?.shift.shiftId).toBe('ada');
  expect(sellerAt(both, { drawer: 'eva' })).toMatchObject({
    cashier: '104',
    shift: { shiftId: 'eva' },
  });
  expect(otherDrawer('eva')).toBe('105');
  expect(otherDrawer('ada')).toBeUndefined();
  // It was counted and closed meanwhile.
  expect(sellerAt(both, { drawer: 'gone' })?.shift.shiftId).toBe('ada');
  expect(otherDrawer('gone')).toBeUndefined();
  // Without a drawer nobody sells, whoever's money it is; nor with a locked one.
  expect(sellerAt(till([row('eva', '105')]), { drawer: 'eva' })).toBeUndefined();
  const suspended = { cashier: '104', atMs: 1 };
  expect(sellerAt(till([row('ada', '104', { suspended })]), {})).toBeUndefined();
});

it('CUP12, dom-Z9: what names no shift by itself names the drawer of who is signed in, and none that is everybody’s', () => {
  const own = till([row('ada', '104')]);
  expect(personAt(own, 'day')).toEqual({ cashier: '104', businessDate: 'day', shiftId: 'ada' });
  const { drawer: _own, ...shared } = row('s', '9');
  const all = till([shared]);
  expect(personAt(all, 'day')).toEqual({ cashier: '104', businessDate: 'day' });
  expect([ownDrawer(all.shifts), personAt({ ...own, cashier: undefined }, 'day')]).toEqual([
    undefined,
    undefined,
  ]);
});
