import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minor } from '../money.ts';
import { balanceOf, shortfallsOf, type TimedStep } from './value-balance.ts';
import { mostByValue, offlineRoom } from './value-limits.ts';
import { movementsOf } from './value-movements.ts';

const step = fc.record({
  id: fc.stringMatching(/^[a-f]{1,2}$/),
  amount: fc.integer({ min: -5000, max: 5000 }),
  atMs: fc.nat({ max: 20 }),
});
/** The same steps, as they reached another site: in any order, some of them twice. */
const atTwoSites = fc.array(step, { maxLength: 20 }).chain((steps) =>
  fc.record({
    here: fc.constant(steps),
    there: fc
      .tuple(fc.constant(steps), fc.subarray(steps))
      .map((parts) => parts.flat())
      .chain((all) => fc.shuffledSubarray(all, { minLength: all.length })),
  }),
);

describe('GIFT4 dom-G1: what is on a card is the sum of its steps', () => {
  test('in whichever order and however often they came, two sites say the same', () => {
    fc.assert(
      fc.property(atTwoSites, ({ here, there }) => {
        expect(balanceOf(there)).toBe(balanceOf(here));
        const plain = (steps: TimedStep[]) =>
          shortfallsOf(steps).map(({ step: { id }, amount }) => [id, amount]);
        expect(plain(there)).toEqual(plain(here));
      }),
    );
  });

  test('a step told twice counts once, with the larger amount where the tellings differ', () => {
    const twice = [
      { id: 'r1', amount: -200 },
      { id: 'l1', amount: 5000 },
      { id: 'r1', amount: -200 },
      { id: 'r1', amount: -300 },
    ];
    expect(balanceOf(twice)).toBe(4700);
    expect(balanceOf(twice.toReversed())).toBe(4700);
    expect(balanceOf([])).toBe(0);
    // Nor does the time: who took last is the same whichever telling came first.
    const told = [
      { id: 'a', amount: -5, atMs: 1 },
      { id: 'a', amount: -5, atMs: 9 },
      { id: 'b', amount: -7, atMs: 4 },
      { id: 'c', amount: 5, atMs: 0 },
    ];
    const losers = (steps: typeof told) => shortfallsOf(steps).map(({ step: { id } }) => id);
    expect(losers(told)).toEqual(losers(told.toReversed()));
  });
});

describe('GIFT5 dom-G1: what was taken beyond the balance is a loss of whoever took last', () => {
  test('the parts are exactly what is missing, none above what its step took', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const found = shortfallsOf(steps);
        const sum = found.reduce((total, { amount }) => total + amount, 0);
        expect(sum).toBe(Math.max(0, 0 - balanceOf(steps)));
        for (const { step: taker, amount } of found) {
          expect(amount).toBeGreaterThan(0);
          expect(amount).toBeLessThanOrEqual(0 - taker.amount);
        }
      }),
    );
  });

  test('two tills that were cut off: the later one misses what the earlier one took', () => {
    const steps = [
      { id: 'load', amount: 5000, atMs: 1 },
      { id: 'second', amount: -4000, atMs: 9 },
      { id: 'first', amount: -3000, atMs: 8 },
    ];
    expect(shortfallsOf(steps).map(({ step: { id }, amount }) => [id, amount])).toEqual([
      ['second', 2000],
    ]);
    expect(shortfallsOf(steps.slice(0, 2))).toEqual([]);
  });
});

test('GIFT3: a sold line loads, a tender takes, a refund gives back; goods and cash move nothing', () => {
  const code = 'AAAAAAAAAAAAAAAAAAAAAA.0042';
  const document = {
    doc_id: 'd1',
    currency: 'EUR',
    lines: [
      { line: '1', gross: 599 },
      { line: '2', gross: 5000, stored_value: { type: 'gift-card', code } },
      { line: '3', gross: 1, stored_value: { type: 'phone-credit', code } },
    ],
    tenders: [
      { type: 'cash', tendered: 600, amount: 600, change: 0 },
      { type: 'gift-card', amount: 2000, code, redemption: 'r1', offline: true },
      { type: 'store-credit', amount: -700, code, redemption: 'r2' },
      { type: 'voucher', amount: 500, code: 'V1', redemption: 'r3' },
      { type: 'gift-card', amount: 'much', code, redemption: 'r4' },
    ],
  };
  expect(movementsOf(document)).toEqual([
    { id: 'd1/2', code, type: 'gift-card', currency: 'EUR', amount: 5000, isOffline: false },
    { id: 'r1', code, type: 'gift-card', currency: 'EUR', amount: -2000, isOffline: true },
    { id: 'r2', code, type: 'store-credit', currency: 'EUR', amount: 700, isOffline: false },
  ]);
});

test('GIFT7 dom-G1: offline a card pays nothing unless the store names a cap, and no more than that in all', () => {
  expect(offlineRoom(undefined, 0)).toBe(0);
  expect(offlineRoom(2000, 0)).toBe(2000);
  expect(offlineRoom(2000, 1500)).toBe(500);
  expect(offlineRoom(2000, 9000)).toBe(0);
  // What came back to the card makes no more room than the cap.
  expect(offlineRoom(2000, -500)).toBe(2000);
});

test('GIFT6: a card pays for goods, never for value that is put on a card', () => {
  const most = (open: number, total: number, loads: number, byValue: number): number =>
    mostByValue({
      open: minor(open),
      total: minor(total),
      loads: minor(loads),
      byValue: minor(byValue),
    });
  expect(most(1000, 1000, 0, 0)).toBe(1000);
  expect(most(6000, 6000, 5000, 0)).toBe(1000);
  expect(most(5500, 6000, 5000, 500)).toBe(500);
  expect(most(5000, 6000, 5000, 1000)).toBe(0);
  expect(most(300, 6000, 5000, 0)).toBe(300);
});
