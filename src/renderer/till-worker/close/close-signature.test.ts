import { describe, expect, it } from 'vitest';
import type { CloseView } from '../../shared/close-api.ts';
import { openNow } from './open-now.ts';
import { closeLife, CloseDisks } from './testing-close-life.ts';

type Life = Awaited<ReturnType<typeof closeLife>>;

/** The view of an answer that must be one. */
function viewOf(answer: { ok: true; view: CloseView } | { ok: false; kind: string }): CloseView {
  if (!answer.ok) throw new Error(answer.kind);
  return answer.view;
}
const shiftOf = ({ shifts }: Life): string => shifts.open?.shiftId ?? '';

describe('what somebody signs for', () => {
  it('vec-cashup-U5, dom-Z13: who counts again has seen what should be there, so a count that was far off is signed for all the same', async () => {
    const disks = new CloseDisks();
    const life = await closeLife(disks);
    await life.open(15_000);
    await life.count(2);
    const shiftId = shiftOf(life);
    await life.close.again({ shiftId });
    const right = viewOf(await life.count(3)).declared;
    expect(right?.tenders).toMatchObject([{ tender: 'cash', variance: 0, status: 'ok' }]);
    expect(right).toMatchObject({ status: 'approve', earlier: { cashier: '104' } });
    const asked = { shiftId, nextFloat: 0 };
    expect(await life.close.close(asked)).toMatchObject({ kind: 'bad-reason' });
    const why = { ...asked, reason: 'counted-wrong' } as const;
    expect(await life.close.close(why)).toMatchObject({ kind: 'needs-approval' });
    const approver = { number: '900', pin: '1' };
    expect(await life.close.close({ ...why, approver })).toMatchObject({ ok: true });
    expect(disks.zs()).toMatchObject([
      {
        approver: '900',
        reason: 'counted-wrong',
        tenders: { cash: { variance: 0, status: 'ok' } },
        all_counts: [
          { cashier: '104', tenders: { cash: { variance: -5000, status: 'approve' } } },
          { cashier: '104', tenders: { cash: { variance: 0, status: 'ok' } } },
        ],
        thresholds: { default: { review: 200, approve: 1000 } },
      },
    ]);
  });

  it('vec-cashup-U5: cash that is told after a count that was far off does not hide it', async () => {
    const life = await closeLife(new CloseDisks());
    await life.open(15_000);
    await life.count(2);
    await life.move('paid-out', 5000);
    const { declared } = viewOf(await life.close.tell({}));
    expect(declared?.tenders).toMatchObject([{ variance: 0, status: 'ok' }]);
    expect(declared).toMatchObject({ status: 'approve', earlier: { cashier: '104' } });
  });

  it('dom-Z13: cash that moves while somebody signs is no difference that they signed for', async () => {
    const disks = new CloseDisks();
    let isMoved = false;
    const life: Life = await closeLife(disks, {
      approve: async () => {
        if (!isMoved) await life.move('paid-in', 700);
        isMoved = true;
        return { ok: true, number: '900' };
      },
    });
    await life.open(15_000);
    await life.count(2);
    const shiftId = shiftOf(life);
    const asked = { shiftId, nextFloat: 0, reason: 'not-known' } as const;
    expect(await life.close.close(asked)).toMatchObject({ kind: 'figures-moved' });
    expect([disks.zs(), shiftOf(life)]).toEqual([[], shiftId]);
    const { declared } = viewOf(await life.close.tell({}));
    expect(declared?.tenders).toMatchObject([{ variance: -5700 }]);
    expect(await life.close.close(asked)).toMatchObject({ ok: true });
    expect(disks.zs()).toMatchObject([{ z_no: 1, tenders: { cash: { variance: -5700 } } }]);
  });

  it('dom-Z6: a count that was right and is off in the committer’s turn is looked at first', async () => {
    const disks = new CloseDisks();
    let told: (() => Promise<unknown>) | undefined;
    const life: Life = await closeLife(disks, {
      alone: (run) => {
        // Both stand in the committer's queue, the move first.
        void told?.();
        told = undefined;
        return run();
      },
    });
    await life.open(15_000);
    await life.count(3);
    told = () => life.move('paid-in', 300);
    const asked = { shiftId: shiftOf(life), nextFloat: 0 };
    expect(await life.close.close(asked)).toMatchObject({ kind: 'figures-moved' });
    expect(await life.close.close(asked)).toMatchObject({ kind: 'bad-reason' });
    expect(disks.zs()).toEqual([]);
  });

  it('dom-Z5: a fact that stands behind the Z in the committer’s queue finds no open shift', async () => {
    const disks = new CloseDisks();
    let behind: Promise<unknown> | undefined;
    let found: unknown = 'not asked';
    const life: Life = await closeLife(disks, {
      reached: async (point, kind) => {
        if (kind !== 'shift-closed' || point !== 'commit:before-transaction') return;
        behind = life.commit('price-asked', () => {
          found = openNow(life.shifts, life.running);
          return {};
        });
      },
    });
    await life.open(15_000);
    await life.count(3);
    await life.close.close({ shiftId: shiftOf(life), nextFloat: 0 });
    await behind;
    expect(found).toBeUndefined();
  });
});
