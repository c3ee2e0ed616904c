import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findLeads, LEAD_LIMITS, type WatchedShift } from './leads.ts';

const shift = (over: Partial<WatchedShift> = {}): WatchedShift => ({
  till: '01',
  zNo: 10,
  day: '2026-11-20',
  who: '104',
  closedMs: 1,
  sales: 100,
  returns: 2,
  postVoids: 0,
  corrections: 5,
  cancelled: 1,
  drawerOpenings: 2,
  priceInquiries: 3,
  copies: 1,
  counts: 1,
  cashOff: 0,
  ...over,
});
const weeks = (over: (i: number) => Partial<WatchedShift> = () => ({})): WatchedShift[] =>
  Array.from({ length: 12 }, (_, i) =>
    shift({ day: `2026-11-${String(i + 1).padStart(2, '0')}`, zNo: i, ...over(i) }),
  );
const kinds = (...of: Parameters<typeof findLeads>): string[] =>
  findLeads(...of).map(({ kind, why }) => `${kind} ${why}`);

describe('dom-L1, dom-L2: what a Z gives to look at', () => {
  test('LEAD1: an ordinary shift gives nothing, also without shifts to compare it with', () => {
    expect(kinds([shift()], [])).toEqual([]);
    expect(kinds([shift()], weeks())).toEqual([]);
  });

  test('LEAD1: what is above a limit is named with what was measured; at the limit it passes', () => {
    expect(findLeads([shift({ drawerOpenings: 9 })], [])).toEqual([
      {
        kind: 'drawerOpenings',
        why: 'limit',
        till: '01',
        zNo: 10,
        who: '104',
        measured: 9,
        usual: 8,
      },
    ]);
    expect(kinds([shift({ drawerOpenings: 8 })], [])).toEqual([]);
    expect(kinds([shift({ postVoids: 4 })], [])).toEqual(['postVoids limit']);
    expect(kinds([shift({ postVoids: 3 })], [])).toEqual([]);
  });

  test('LEAD2: a rate wants enough sales, and more than two times', () => {
    expect(kinds([shift({ sales: 19, postVoids: 9 })], [])).toEqual([]);
    expect(kinds([shift({ sales: 40, postVoids: 2 })], [])).toEqual([]);
    expect(kinds([shift({ sales: 40, postVoids: 3 })], [])).toEqual(['postVoids limit']);
  });

  test('LEAD3: far above the store’s own shifts counts although it is below the limit, with enough of them', () => {
    const others = weeks((i) => ({ corrections: i % 2 }));
    expect(kinds([shift({ corrections: 12 })], others)).toEqual(['corrections peers']);
    expect(kinds([shift({ corrections: 12 })], others.slice(0, 7))).toEqual([]);
    // A help desk is compared with itself.
    const desk = weeks((i) => ({ returns: 10 + (i % 3) }));
    expect(kinds([shift({ returns: 12 })], desk)).toEqual([]);
  });

  test('LEAD4: too little cash three times in a row at one till, however little; once right begins anew', () => {
    const short = (till: string, offs: readonly number[]): WatchedShift[] =>
      offs.map((cashOff, i) => shift({ till, zNo: i, day: `2026-11-0${i + 1}`, cashOff }));
    const today = shift({ cashOff: -1 });
    expect(kinds([today], short('01', [0, -5, -1]))).toEqual(['cashShort limit']);
    expect(kinds([today], short('01', [-5, -5, 0]))).toEqual([]);
    expect(kinds([today], short('02', [-5, -5, -5]))).toEqual([]);
    expect(kinds([shift({ cashOff: 3 })], short('01', [-5, -5, -5]))).toEqual([]);
  });

  test('LEAD4 dom-Z9: a drawer of one’s own goes with its cashier: another’s good count breaks no row, and two others’ short ones begin none', () => {
    const own = (who: string, day: number, cashOff: number, till = '01'): WatchedShift =>
      shift({ who, till, isOwn: true, day: `2026-11-0${day}`, zNo: day, cashOff });
    const today = (who: string): WatchedShift => ({ ...own(who, 9, -5), till: '03' });
    const mine = [own('104', 1, -5), own('104', 2, -5, '02')];
    expect(kinds([today('104')], [...mine, own('105', 3, 40)])).toEqual(['cashShort limit']);
    expect(kinds([today('105')], mine)).toEqual([]);
    // What is everybody's at the till is another drawer.
    expect(kinds([today('104')], [own('104', 1, -5), shift({ cashOff: -5 })])).toEqual([]);
    expect(kinds([shift({ day: '2026-11-09', zNo: 20, cashOff: -5 })], mine)).toEqual([]);
  });

  test('LEAD4 dom-Z9: shifts of one day at several tills are in the order they were closed in', () => {
    const at = (till: string, zNo: number, closedMs: number, cashOff: number): WatchedShift =>
      shift({ isOwn: true, till, zNo, closedMs, cashOff });
    const rows = [at('02', 90, 1, 0), at('01', 5, 2, -5), at('02', 91, 3, -5)];
    expect(kinds([at('01', 6, 4, -5)], rows)).toEqual(['cashShort limit']);
    expect(kinds([at('01', 6, 4, -5)], [...rows, at('03', 1, 3, 0)])).toEqual([]);
  });

  test('LEAD5: whatever the figures, each lead is above what it names', () => {
    const any = fc.record({ n: fc.nat(400), sales: fc.nat(300), off: fc.integer() });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), any, (past, now) => {
        const of = ({ n, sales, off }: typeof now, i: number): WatchedShift =>
          shift({ zNo: i, sales, returns: n, cancelled: n, copies: n % 20, cashOff: off });
        for (const lead of findLeads([of(now, 99)], past.map(of)))
          expect(lead.measured).toBeGreaterThanOrEqual(
            lead.kind === 'cashShort' ? LEAD_LIMITS.cashShort : lead.usual,
          );
      }),
    );
  });
});
