import { expect, it } from 'vitest';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import { DrawerDesk, type DrawerDeskPorts } from './drawer-desk.ts';

/** A desk, and what it did in order. */
function deskWith(ports: Partial<DrawerDeskPorts> = {}) {
  const did: string[] = [];
  const desk = new DrawerDesk({
    seller: () => ({
      cashier: '104',
      shift: { shiftId: 's', businessDate: '2026-11-21' } as ShiftRow,
    }),
    counting: () => undefined,
    may: async () => ({ ok: true, cashier: '104', approver: '203' }),
    commit: async (fact: Fact) => {
      did.push(`${fact.kind} ${JSON.stringify(fact.body({ series: 'A', number: 1 }))}`);
      return { ok: true } as CommitResult;
    },
    print: async (_name, [first]) => void did.push(first?.kind ?? ''),
    profile: { name: 'Shop', locale: 'en-GB', time_zone: 'Europe/Berlin' },
    place: '0417-02',
    wallMs: () => 0,
    ...ports,
  });
  return { desk, did };
}

it('dom-A6: an opening without a sale is told with reason and signature, then the drawer opens, once', async () => {
  const { desk, did } = deskWith();
  const answers = await Promise.all([desk.open('change'), desk.open('change')]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, false]);
  expect(did).toEqual([
    'drawer-opened {"cashier":"104","shift_id":"s","reason":"change","approver":"203"}',
    'drawer',
  ]);
});

it('dom-A6: a drawer that may not be opened, or is not told of, stays shut', async () => {
  const refused = deskWith({ may: async () => ({ ok: false, kind: 'needs-approval', next: '' }) });
  expect(await refused.desk.open('change')).toMatchObject({ kind: 'needs-approval' });
  const full: CommitResult = { ok: false, kind: 'store-failed', next: '' };
  const untold = deskWith({ commit: async () => full });
  expect(await untold.desk.open('change')).toMatchObject({ kind: 'store-failed' });
  expect([refused.did, untold.did]).toEqual([[], []]);
});
