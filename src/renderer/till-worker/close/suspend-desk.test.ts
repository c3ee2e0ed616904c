import { describe, expect, it } from 'vitest';
import { COMMIT_CRASH_POINTS } from '../../../sync/core/commit.ts';
import { openNow } from './open-now.ts';
import { SuspendDesk, type SuspendDeskPorts } from './suspend-desk.ts';
import { closeLife, CloseDisks } from './testing-close-life.ts';

type Life = Awaited<ReturnType<typeof closeLife>>;

/** Whoever is signed in, at a till of `life`. */
function deskAt(life: Life, cashier = '104', more: Partial<SuspendDeskPorts> = {}) {
  const left: string[] = [];
  const desk = new SuspendDesk({
    cashier: () => cashier,
    shift: () => openNow(life.shifts, life.running),
    hasSale: () => false,
    alone: (run) => run(),
    commit: (fact) => life.commitFact(fact),
    is: (row) => life.shifts.is(row),
    leave: async () => left.push(cashier),
    wallMs: () => 3000,
    ...more,
  });
  return { desk, left };
}

const kinds = ({ ops }: CloseDisks) => ops.map(({ kind }) => kind);

describe('a shift is suspended and taken over', () => {
  it('dom-Z9: who suspends leaves the till, another takes it over; the Z names both, what was counted then and what should have been', async () => {
    const disks = new CloseDisks();
    const life = await closeLife(disks);
    await life.open(15_000);
    await life.move('paid-out', 1000);
    const first = deskAt(life, '104');
    expect(await first.desk.suspend()).toEqual({ ok: true });
    expect(first.left).toEqual(['104']);
    expect(disks.shift).toMatchObject({ suspended: { cashier: '104', atMs: 3000 } });
    const second = deskAt(life, '105');
    expect(await second.desk.takeOver({ counted: 13_900 })).toEqual({ ok: true });
    expect(disks.shift).not.toHaveProperty('suspended');
    await life.count(2);
    const shiftId = life.shifts.open?.shiftId ?? '';
    await life.close.close({ shiftId, nextFloat: 0, reason: 'not-known', isUnsigned: true });
    expect(disks.zs()).toMatchObject([
      {
        handovers: [
          { what: 'suspended', cashier: '104', at_ms: 3000 },
          { what: 'resumed', cashier: '105', counted: 13_900, expected: 14_000 },
        ],
      },
    ]);
  });

  it('a key pressed twice suspends once and takes over once', async () => {
    const disks = new CloseDisks();
    const life = await closeLife(disks);
    await life.open(0);
    const { desk } = deskAt(life);
    const twice = await Promise.all([desk.suspend(), desk.suspend()]);
    expect(twice.map(({ ok }) => ok)).toEqual([true, false]);
    expect(await desk.suspend()).toEqual({ ok: true });
    expect(await desk.takeOver({})).toEqual({ ok: true });
    expect(await desk.takeOver({})).toMatchObject({ kind: 'not-suspended' });
    expect(kinds(disks)).toEqual(['shift-opened', 'shift-suspended', 'shift-resumed']);
  });

  it('not with goods in the basket, not without a shift, and no nonsense is counted', async () => {
    const disks = new CloseDisks();
    const life = await closeLife(disks);
    expect(await deskAt(life).desk.suspend()).toMatchObject({ kind: 'no-shift' });
    await life.open(0);
    const selling = deskAt(life, '104', { hasSale: () => true });
    expect(await selling.desk.suspend()).toMatchObject({ kind: 'sale-first' });
    const { desk } = deskAt(life);
    await desk.suspend();
    for (const counted of [-1, 0.5])
      expect(await desk.takeOver({ counted })).toMatchObject({ kind: 'bad-amount' });
    expect(kinds(disks)).toEqual(['shift-opened', 'shift-suspended']);
  });

  it('dom-Z5: behind the Z in the committer’s queue there is no shift to suspend', async () => {
    const disks = new CloseDisks();
    const late: { suspending?: ReturnType<SuspendDesk['suspend']> } = {};
    const life: Life = await closeLife(disks, {
      reached: async (point, kind) => {
        if (kind === 'shift-closed' && point === 'commit:before-transaction')
          late.suspending = deskAt(life).desk.suspend();
      },
    });
    await life.open(15_000);
    await life.count(3);
    const shiftId = life.shifts.open?.shiftId ?? '';
    await life.close.close({ shiftId, nextFloat: 0 });
    expect(await late.suspending).toMatchObject({ kind: 'closed-before' });
    expect([disks.shift, kinds(disks).at(-1)]).toEqual([undefined, 'shift-closed']);
  });

  const POINTS = COMMIT_CRASH_POINTS.filter(
    (point) => point.startsWith('commit:') && point !== 'commit:receipt-printed',
  );
  it.each(POINTS)('killed %s: it is suspended or not, as its ops say', async (at) => {
    const disks = new CloseDisks();
    const died = Promise.withResolvers<void>();
    const before = await closeLife(disks, {
      reached: async (point, kind) => {
        if (point !== at || kind !== 'shift-suspended') return;
        died.resolve();
        await new Promise(() => undefined);
      },
    });
    await before.open(0);
    await Promise.race([died.promise, deskAt(before).desk.suspend()]);
    const left = disks.copy();
    const after = await closeLife(left);
    const isTold = kinds(left).includes('shift-suspended');
    expect(after.shifts.open?.suspended !== undefined).toBe(isTold);
    const { desk } = deskAt(after, '105');
    expect((await desk.takeOver({})).ok).toBe(isTold);
  });
});
