import { expect, test } from 'vitest';
import type { Permissions } from '../../../domain/adjust/permissions.ts';
import { minor } from '../../../domain/money.ts';
import type { CashierFace } from '../../shared/till-api.ts';
import { signForCard } from './sign-for-card.ts';

const face = (number: string): CashierFace => ({ number, name: number, role: 'supervisor' });
const permissions: Permissions = new Map([['supervisor/settle-card', { allowed: true }]]);

test('dom-Y4 dom-A4: neither who took the card nor who is signed in signs for it', async () => {
  const sign = (number: string) =>
    signForCard(
      {
        cashier: () => face('102'),
        permissions: () => permissions,
        money: { locale: 'de-CH', currency: 'CHF' },
        verify: async (approver) => ({ ok: true, cashier: face(approver.number) }),
      },
      { number, pin: '1' },
      { amount: minor(500), cashier: '101' },
    );
  for (const number of ['101', '102'])
    expect(await sign(number)).toMatchObject({ ok: false, kind: 'same-person' });
  expect(await sign('900')).toEqual({ ok: true, number: '900' });
});
