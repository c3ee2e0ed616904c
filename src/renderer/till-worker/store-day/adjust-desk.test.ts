import { describe, expect, test } from 'vitest';
import { DeclarationAdjustedBody } from '../../../contracts/declaration-adjusted.ts';
import { parse } from '../../../contracts/parse.ts';
import type { Fact } from '../../../sync/core/commit.ts';
import { withAdjusted } from '../../../sync/core/merge-zs.ts';
import type { ZRow } from '../../../sync/core/ports.ts';
import { closeLife, CloseDisks } from '../close/testing-close-life.ts';
import { AdjustDesk, type AdjustDeskPorts } from './adjust-desk.ts';

const DAY = '2026-11-22';
const EVA = { number: '203', pin: '1' };

/** A till whose one Z counted 100.00 where 150.00 should be; counted and closed by 104. */
async function closed() {
  const disks = new CloseDisks();
  const life = await closeLife(disks);
  await life.open(15_000);
  await life.count(2);
  await life.close.close({
    shiftId: life.shifts.open?.shiftId ?? '',
    nextFloat: 0,
    reason: 'not-known',
    isUnsigned: true,
  });
  return disks;
}

async function deskWith(more: Partial<AdjustDeskPorts> = {}) {
  const disks = await closed();
  const facts: Fact[] = [];
  let made = 0;
  const desk = new AdjustDesk({
    cashier: () => '105',
    today: () => DAY,
    zs: async () => disks.rows,
    isDayClosed: async () => false,
    may: async () => ({ ok: true, cashier: '105' }),
    second: async (approver) =>
      approver === undefined
        ? { ok: false, kind: 'needs-approval', next: '' }
        : { ok: true, number: approver.number },
    commit: async (fact) => {
      facts.push(fact);
      const { adjusted } = fact;
      disks.rows = disks.rows.map((row: ZRow) =>
        adjusted?.z_id === row.zId ? withAdjusted(row, adjusted) : row,
      );
      return { ok: true } as never;
    },
    newId: () => `a${String(++made)}`,
    wallMs: () => 5000 + made,
    ...more,
  });
  const [row] = disks.rows;
  if (row === undefined) throw new Error('no Z');
  const asked = {
    zId: row.zId,
    tender: 'cash',
    before: 10_000,
    after: 15_000,
    reason: 'found-later',
    approver: EVA,
  };
  const told = () => facts.map((fact) => fact.body({ series: 'A', number: 1 }));
  return { desk, disks, asked, facts, told, body: row.body };
}

describe('a declaration is put right', () => {
  test('dom-Z12: by one linked op with who, why, before and after; the Z itself stays', async () => {
    const { desk, disks, asked, facts, told, body } = await deskWith();
    const before = structuredClone(body);
    expect(await desk.adjust(asked)).toEqual({ ok: true });
    expect(facts).toMatchObject([{ kind: 'declaration-adjusted', businessDate: DAY }]);
    const [one] = told();
    expect(parse(DeclarationAdjustedBody, one)).toEqual({
      adjust_id: 'a1',
      z_id: asked.zId,
      shift_id: disks.zs()[0]?.shift_id,
      business_date: DAY,
      tender: 'cash',
      before: 10_000,
      after: 15_000,
      reason: 'found-later',
      cashier: '105',
      approver: '203',
      at_ms: 5001,
    });
    expect(disks.rows[0]?.body).toEqual(before);
    // The next one goes on from there.
    expect(await desk.adjust({ ...asked, before: 15_000, after: 14_900 })).toEqual({ ok: true });
    expect(disks.rows[0]?.adjusted?.map(({ after }) => after)).toEqual([15_000, 14_900]);
  });

  test('dom-Z12: asked twice it is told once, at once or one after the other', async () => {
    const { desk, asked, facts } = await deskWith();
    const twice = await Promise.all([desk.adjust(asked), desk.adjust(asked)]);
    expect(twice.map(({ ok }) => ok)).toEqual([true, false]);
    expect(await desk.adjust(asked)).toEqual({ ok: true });
    expect(facts).toHaveLength(1);
    // What somebody else put right meanwhile is not overwritten unseen.
    expect(await desk.adjust({ ...asked, after: 12_000 })).toMatchObject({
      kind: 'declaration-moved',
    });
  });

  test('dom-Z13: never one person’s word, and never that of who counted', async () => {
    const { desk, asked, facts } = await deskWith();
    const { approver: _nobody, ...alone } = asked;
    expect(await desk.adjust(alone)).toMatchObject({ kind: 'needs-approval' });
    const counter = { number: '104', pin: '1' };
    expect(await desk.adjust({ ...asked, approver: counter })).toMatchObject({
      kind: 'same-person',
    });
    expect(facts).toEqual([]);
  });

  test('dom-Z12: not once the store has closed the day, and not after so many days', async () => {
    const isClosed = await deskWith({ isDayClosed: async () => true });
    expect(await isClosed.desk.adjust(isClosed.asked)).toMatchObject({ kind: 'day-closed' });
    const last = await deskWith({ today: () => '2026-12-23' });
    expect(await last.desk.adjust(last.asked)).toEqual({ ok: true });
    const late = await deskWith({ today: () => '2026-12-24' });
    expect(await late.desk.adjust(late.asked)).toMatchObject({ kind: 'too-old' });
  });

  test('nonsense puts nothing right', async () => {
    const { desk, asked, facts } = await deskWith();
    for (const [over, kind] of [
      [{ zId: 'none' }, 'no-such-z'],
      [{ tender: 'voucher' }, 'bad-amount'],
      [{ after: 0.5 }, 'bad-amount'],
      [{ after: -1 }, 'bad-amount'],
      [{ after: 10_000 }, 'bad-amount'],
      [{ reason: 'because' }, 'bad-reason'],
    ] as const)
      expect(await desk.adjust({ ...asked, ...over })).toMatchObject({ kind });
    expect(facts).toEqual([]);
  });

  test('a disk that is full changes nothing and says so', async () => {
    const full = await deskWith({ commit: async () => ({ ok: false, kind: 'gone', next: '' }) });
    expect(await full.desk.adjust(full.asked)).toMatchObject({ kind: 'store-failed' });
    expect(full.disks.rows[0]?.adjusted).toBeUndefined();
  });
});
