import { expect, test } from 'vitest';
import { mayInstall, type TillMoment } from './may-install.ts';

const closed: TillMoment = { is_free: true, is_signed_in: false, is_shift_open: false, waiting: 0 };

test('D25 EX7 UPD4 an update waits until every sale is at head office', () => {
  expect(mayInstall(closed, false)).toEqual({ ok: true });
  expect(mayInstall({ ...closed, waiting: 1 }, false)).toEqual({ ok: false, kind: 'sales-wait' });
  expect(mayInstall({ ...closed, waiting: 12 }, false)).toMatchObject({ ok: false });
});

test('UPD4 an update waits for the end of the shift, for who is signed in and for what is under way', () => {
  expect(mayInstall({ ...closed, is_shift_open: true }, false)).toMatchObject({
    kind: 'not-closed',
  });
  for (const busy of [{ is_free: false }, { is_signed_in: true }])
    for (const isRollback of [true, false])
      expect(mayInstall({ ...closed, ...busy }, isRollback)).toMatchObject({ kind: 'busy' });
});

test('D25 EX7 UPD4 the way back to the build before waits neither for sales nor for the shift', () => {
  expect(mayInstall({ ...closed, waiting: 12, is_shift_open: true }, true)).toEqual({ ok: true });
});
