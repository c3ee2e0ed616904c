import { expect, it } from 'vitest';
import { CashMovedBody } from '../../../contracts/end-of-day.ts';
import { parse } from '../../../contracts/parse.ts';
import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import { MOST_MOVED } from '../../../domain/cashup/cash-move-reason.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { CashMoveAsked } from '../../shared/close-api.ts';
import { CashMoveDesk, type CashMoveDeskPorts } from './cash-move-desk.ts';

const DROP: CashMoveAsked = { type: 'drop', amount: 20_000, reason: 'drawer-full' };
const BANK: CashMoveAsked = { type: 'bank-drop', amount: 1, reason: 'bank-run', bag: 'B 17' };

/** A desk, and what it did in order. */
function deskWith(ports: Partial<CashMoveDeskPorts> = {}) {
  const did: string[] = [];
  const told: unknown[] = [];
  const slips: ReceiptDoc[] = [];
  const desk = new CashMoveDesk({
    seller: () => ({
      cashier: '104',
      shift: { shiftId: 's', businessDate: '2026-11-21' } as ShiftRow,
    }),
    may: async () => ({ ok: true, cashier: '104', approver: '203' }),
    commit: async (fact: Fact) => {
      did.push(fact.kind);
      told.push(fact.body({ series: 'A', number: 1 }));
      return { ok: true } as CommitResult;
    },
    print: async (_name, doc) => {
      did.push(doc[0]?.kind ?? '');
      slips.push(doc);
    },
    profile: { name: 'Shop', locale: 'en-GB', time_zone: 'Europe/Berlin', currency: 'EUR' },
    place: '0417-02',
    newId: () => 'm1',
    wallMs: () => 5,
    ...ports,
  });
  return { desk, did, told, slips };
}

it('peers-36 a drop is told in one op with reason and signature, then the drawer opens and a slip is printed, once', async () => {
  const { desk, did, told, slips } = deskWith();
  const answers = await Promise.all([desk.move(DROP), desk.move(DROP)]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, false]);
  expect(did).toEqual(['cash-moved', 'drawer']);
  expect(parse(CashMovedBody, told[0])).toEqual({
    move_id: 'm1',
    shift_id: 's',
    type: 'drop',
    amount: 20_000,
    currency: 'EUR',
    reason: 'drawer-full',
    cashier: '104',
    approver: '203',
    at_ms: 5,
  });
  expect(slips[0]).toContainEqual({ kind: 'total', left: 'To the safe', right: '€200.00' });
});

it('peers-36 what goes to the bank names its bag, and only that does', async () => {
  const { desk, told, slips } = deskWith();
  expect(await desk.move(BANK)).toEqual({ ok: true });
  expect(told).toMatchObject([{ type: 'bank-drop', bag: 'B 17' }]);
  expect(slips[0]).toContainEqual({ kind: 'pair', left: 'Bag', right: 'B 17', weight: 'strong' });
  const { bag: _bag, ...without } = BANK;
  for (const asked of [without, { ...BANK, bag: ' ' }, { ...DROP, bag: 'B 17' }])
    expect(await desk.move(asked)).toMatchObject({ kind: 'bad-bag' });
});

it('dom-Z5: nothing moves without an amount within its bounds and a reason of its own', async () => {
  const { desk, did } = deskWith();
  for (const amount of [0, -1, 1.5, MOST_MOVED + 1])
    expect(await desk.move({ ...DROP, amount })).toMatchObject({ kind: 'bad-amount' });
  expect(await desk.move({ ...DROP, reason: 'postage' })).toMatchObject({ kind: 'bad-reason' });
  expect(did).toEqual([]);
});

it('dom-A6: a drawer that may not be opened, or whose move is not told, stays shut', async () => {
  const refused = deskWith({ may: async () => ({ ok: false, kind: 'needs-approval', next: '' }) });
  expect(await refused.desk.move(DROP)).toMatchObject({ kind: 'needs-approval' });
  const full: CommitResult = { ok: false, kind: 'store-failed', next: '' };
  const untold = deskWith({ commit: async () => full });
  expect(await untold.desk.move(DROP)).toMatchObject({ kind: 'store-failed' });
  const nobody = deskWith({ seller: () => undefined });
  expect(await nobody.desk.move(DROP)).toMatchObject({ kind: 'not-signed-in' });
  expect([refused.did, untold.did, nobody.did]).toEqual([[], [], []]);
});

it('dom-A6: a move whose slip was not printed is told all the same, and says so', async () => {
  const jammed = deskWith({ print: async () => Promise.reject(new Error('jam')) });
  expect(await jammed.desk.move(DROP)).toMatchObject({ kind: 'not-printed' });
  expect(jammed.did).toEqual(['cash-moved']);
});
