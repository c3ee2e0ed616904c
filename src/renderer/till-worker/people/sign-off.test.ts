import { beforeEach, describe, expect, it } from 'vitest';
import type { Permissions } from '../../../domain/adjust/permissions.ts';
import { minor } from '../../../domain/money.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { CashierFace } from '../../shared/till-api.ts';
import { SignOff } from './sign-off.ts';
import { signatureCheck } from './signature-check.ts';

const ADA: CashierFace = { number: '104', name: 'Ada', role: 'cashier' };
const EVA: CashierFace = { number: '203', name: 'Eva', role: 'supervisor' };
const RIGHTS: Permissions = new Map([
  ['cashier/return', { allowed: true, maxAmount: minor(2000) }],
  ['supervisor/return', { allowed: true, maxAmount: minor(50_000) }],
]);
const money = { locale: 'en-GB', currency: 'EUR' };
const of = (amount: bigint) => [{ action: 'return', size: { amount, of: amount } }] as const;

let cashier: CashierFace | undefined;
let told: unknown[];
let whileHashing: () => void;
let signOff: SignOff;

beforeEach(() => {
  cashier = ADA;
  told = [];
  whileHashing = () => undefined;
  signOff = new SignOff({
    cashier: () => cashier,
    permissions: () => RIGHTS,
    money,
    verify: signatureCheck({
      signIn: async (number, pin) => {
        whileHashing();
        if (pin !== '1') return { ok: false, kind: 'wrong-pin', next: 'Try again.' };
        return { ok: true, cashier: number === '203' ? EVA : ADA };
      },
      seller: () => cashier && { cashier: cashier.number, businessDate: '2026-11-21' },
      commit: async (fact: Fact) => {
        told.push([fact.kind, fact.body({ series: 'A', number: 1 })]);
        return { ok: true } as CommitResult;
      },
    }),
  });
});

describe('dom-A4: something beyond the own right', () => {
  it('needs nobody within it; beyond it another person with that right, up to theirs', async () => {
    expect(await signOff.may(of(2000n), undefined)).toEqual({ ok: true, cashier: '104' });
    expect(await signOff.may(of(2001n), undefined)).toMatchObject({
      kind: 'needs-approval',
      next: expect.stringContaining('up to €20.00 alone'),
    });
    const eva = { number: '203', pin: '1' };
    expect(await signOff.may(of(50_000n), eva)).toEqual({
      ok: true,
      cashier: '104',
      approver: '203',
    });
    expect(await signOff.may(of(50_001n), eva)).toMatchObject({ kind: 'approver-may-not' });
    expect(await signOff.may(of(2001n), { number: '104', pin: '1' })).toMatchObject({
      kind: 'same-person',
    });
  });

  it('holds every right that is used, each by itself', async () => {
    const offline = { action: 'return-offline', size: { amount: 100n, of: 100n } } as const;
    expect(await signOff.may([...of(100n), offline], undefined)).toMatchObject({
      kind: 'needs-approval',
      next: expect.stringContaining('while the line is down'),
    });
  });

  it('is not granted to who came to the till while the PIN was checked', async () => {
    whileHashing = () => (cashier = EVA);
    expect(await signOff.may(of(3000n), { number: '203', pin: '1' })).toMatchObject({
      kind: 'not-signed-in',
    });
  });
});

describe('dom-A6: a signature that does not hold', () => {
  it('is told with who stood there, whose number was keyed and for what, and never the PIN', async () => {
    const asked = { number: '203', pin: '9876' };
    expect(await signOff.may(of(3000n), asked)).toMatchObject({ kind: 'wrong-pin' });
    expect(told).toEqual([
      [
        'signature-refused',
        { cashier: '104', approver: '203', action: 'return', why: 'wrong-pin' },
      ],
    ]);
    expect(JSON.stringify(told)).not.toContain('9876');
    await signOff.may(of(3000n), { number: '203', pin: '1' });
    expect(told).toHaveLength(1);
  });

  it('dom-Y2: keeps nothing of a card number that was keyed as a number of staff', async () => {
    await signOff.may(of(3000n), { number: '4242424242424242', pin: '9' });
    expect(JSON.stringify(told)).not.toContain('424242424');
  });
});
