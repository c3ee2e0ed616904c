import { expect, test } from 'vitest';
import type { HeldRow } from '../../../sync/adapters/till-db.ts';
import { newer } from './held-rows.ts';

const row = (hlc: number, o = 'A'): HeldRow => ({ ds: 'flag', k: 'f', v: '{}', hlc, o, sig: 's' });

test('REL13 an older row, or the same one again, never replaces what is held', () => {
  expect(newer(row(5), undefined)).toBe(true);
  expect(newer(row(6), row(5))).toBe(true);
  expect(newer(row(4), row(5))).toBe(false);
  expect(newer(row(5), row(5))).toBe(false);
  expect([newer(row(5, 'B'), row(5, 'A')), newer(row(5, 'A'), row(5, 'B'))]).toEqual([true, false]);
});
