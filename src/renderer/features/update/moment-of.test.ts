import { expect, test } from 'vitest';
import { FIRST_VIEW } from '../../shared/first-view.ts';
import type { CashierFace, LineView, TillView } from '../../shared/till-api.ts';
import { momentOf } from './moment-of.ts';

const out: TillView = { ...FIRST_VIEW, phase: { at: 'signed-out' } };
const free = { is_free: true, is_signed_in: false, is_shift_open: false, waiting: 0 };

test('UPD6 a till that starts, or cannot, tells nothing: silence is how a bad build is known', () => {
  expect(momentOf(FIRST_VIEW)).toBeUndefined();
  const words = { reason: 'r', next: 'n' };
  expect(momentOf({ ...out, phase: { at: 'unusable', ...words } })).toBeUndefined();
  expect(momentOf(out)).toEqual(free);
});

test('UPD4 a basket, a payment, practice, a person, a shift and what waits are told', () => {
  const lines = [{ lineId: '1' } as LineView];
  expect(momentOf({ ...out, basket: { ...out.basket, lines } })?.is_free).toBe(false);
  expect(momentOf({ ...out, training: { cashier: '1', sinceMs: 1 } })?.is_free).toBe(false);
  const card = {
    at: 'unknown',
    amount: 1,
    reference: 'r',
    isTakingBack: false,
    isRefund: false,
  } as const;
  expect(momentOf({ ...out, card })?.is_free).toBe(false);
  expect(momentOf({ ...out, cashier: {} as CashierFace })?.is_signed_in).toBe(true);
  expect(momentOf({ ...out, openShifts: 1 })?.is_shift_open).toBe(true);
  const sync = { ...out.sync, waiting: 2, parked: [{}] as TillView['sync']['parked'] };
  expect(momentOf({ ...out, sync })?.waiting).toBe(3);
  // A Z is no sale and waits like one.
  const z = { ...out.sync, waiting: 0, head: 7, confirmed: 6 };
  expect(momentOf({ ...out, sync: z })?.waiting).toBe(1);
});
