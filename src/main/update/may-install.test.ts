import { expect, test } from 'vitest';
import { mayInstall } from './may-install.ts';

test('D25 EX7 an update waits until every sale is at head office, and says so', () => {
  expect(mayInstall({ waiting: 0, isRollback: false })).toEqual({ ok: true });
  expect(mayInstall({ waiting: 1, isRollback: false })).toMatchObject({
    kind: 'sales-wait',
    next: expect.stringContaining('1 sale is not at head office'),
  });
  expect(mayInstall({ waiting: 12, isRollback: false })).toMatchObject({ ok: false });
});

test('D25 EX7 the way back to the build before never waits', () => {
  expect(mayInstall({ waiting: 12, isRollback: true })).toEqual({ ok: true });
});
