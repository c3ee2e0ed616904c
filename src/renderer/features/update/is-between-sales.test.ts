import { expect, test } from 'vitest';
import { FIRST_VIEW } from '../../shared/first-view.ts';
import type { LineView, TillView } from '../../shared/till-api.ts';
import { isBetweenSales } from './is-between-sales.ts';

const selling: TillView = { ...FIRST_VIEW, phase: { at: 'selling' } };
const line = { lineId: '1' } as LineView;

test('an empty basket and a signed-out till are between sales', () => {
  expect(isBetweenSales(selling)).toBe(true);
  expect(isBetweenSales({ ...FIRST_VIEW, phase: { at: 'signed-out' } })).toBe(true);
  expect(isBetweenSales({ ...FIRST_VIEW, phase: { at: 'no-shift' } })).toBe(true);
});

test('money on its way to or from a card is not, whoever is signed in', () => {
  const refund = { at: 'choice', docNo: '1', card: undefined, why: '', canLeave: true } as const;
  const card = {
    at: 'asking',
    amount: 1,
    reference: 'r',
    isTakingBack: false,
    isRefund: true,
  } as const;
  for (const at of ['selling', 'signed-out'] as const) {
    const view: TillView = { ...FIRST_VIEW, phase: { at } };
    expect(isBetweenSales({ ...view, refund })).toBe(false);
    expect(isBetweenSales({ ...view, card })).toBe(false);
    expect(isBetweenSales({ ...view, card: { at: 'ready', told: '' } })).toBe(true);
  }
});

test('a till that locked itself keeps its basket and its practice: neither is between sales', () => {
  const locked: TillView = { ...FIRST_VIEW, phase: { at: 'signed-out' } };
  const basket = { ...locked.basket, lines: [line] };
  expect(isBetweenSales({ ...locked, basket })).toBe(false);
  expect(isBetweenSales({ ...locked, training: { cashier: '1', sinceMs: 1 } })).toBe(false);
});

test('a basket, the change on the screen, a start and an export are not', () => {
  expect(isBetweenSales({ ...selling, basket: { ...selling.basket, lines: [line] } })).toBe(false);
  expect(isBetweenSales({ ...selling, phase: { at: 'sold', sale: {} as never } })).toBe(false);
  expect(isBetweenSales(FIRST_VIEW)).toBe(false);
  const handOver = { doing: 'export', done: 1, total: 2 } as const;
  expect(isBetweenSales({ ...selling, handOver })).toBe(false);
});
