import { describe, expect, it } from 'vitest';
import { minor } from '../money.ts';
import {
  GUARDED_ACTIONS,
  mayDo,
  type GuardedAction,
  type Limit,
  type Permissions,
} from './permissions.ts';

const size = (amount: number, of: number, hundredths?: number) => ({
  amount: BigInt(amount),
  of: BigInt(of),
  ...(hundredths === undefined ? {} : { hundredths }),
});
const cashier = (limit: Limit): Permissions => new Map([['cashier/line-discount', limit]]);

const OF_EVERY_DAY: readonly GuardedAction[] = [
  'line-void',
  'cancel-basket',
  'reprint',
  'close-shift',
];

describe('mayDo (dom-A4)', () => {
  it('lets a cashier change no price and a supervisor any where head office has said nothing', () => {
    for (const action of GUARDED_ACTIONS) {
      if (OF_EVERY_DAY.includes(action)) continue;
      expect(mayDo(new Map(), 'cashier', action, size(0, 100))).toMatchObject({
        may: false,
        why: 'not-allowed',
      });
      expect(mayDo(new Map(), 'supervisor', action, size(100, 100)).may).toBe(true);
    }
  });

  it('lets a cashier take goods off, give a basket up and print a copy, and nobody pay out without end', () => {
    for (const action of OF_EVERY_DAY) {
      expect(mayDo(new Map(), 'cashier', action, size(0, 100)).may).toBe(true);
    }
    const offline = (amount: number) =>
      mayDo(new Map(), 'supervisor', 'return-offline', size(amount, amount)).may;
    expect([offline(20_000), offline(20_001)]).toEqual([true, false]);
  });

  it('holds a role to its percentage, to the last cent', () => {
    const tenPercent = cashier({ allowed: true, maxHundredths: 1000 });
    const may = (amount: number, of: number) =>
      mayDo(tenPercent, 'cashier', 'line-discount', size(amount, of)).may;
    expect([may(100, 1000), may(101, 1000), may(99, 999), may(100, 999)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(may(1, 0)).toBe(false);
    expect(may(0, 0)).toBe(true);
  });

  it('judges a percentage by itself: its rounded amount may be a cent beyond it', () => {
    const tenPercent = cashier({ allowed: true, maxHundredths: 1000 });
    expect(mayDo(tenPercent, 'cashier', 'line-discount', size(1, 5, 1000)).may).toBe(true);
    expect(mayDo(tenPercent, 'cashier', 'line-discount', size(1, 500, 1001)).may).toBe(false);
  });

  it('holds a role to its amount as well, and says how far it may go', () => {
    const limit = { allowed: true, maxHundredths: 5000, maxAmount: minor(500) };
    const answer = mayDo(cashier(limit), 'cashier', 'line-discount', size(501, 10_000, 501));
    expect(answer).toEqual({ may: false, why: 'above-limit', limit });
  });

  it('a row of one action says nothing of another', () => {
    const rows = cashier({ allowed: true });
    expect(mayDo(rows, 'cashier', 'price-override', size(1, 100)).may).toBe(false);
  });
});
