import { describe, expect, it } from 'vitest';
import { COMMIT_CRASH_POINTS } from '../../../sync/core/commit.ts';
import type { CloseView } from '../../shared/close-api.ts';
import { closeLife, CloseDisks } from './testing-close-life.ts';

type Life = Awaited<ReturnType<typeof closeLife>>;

/** The view of an answer that must be one. */
function viewOf(answer: { ok: true; view: CloseView } | { ok: false; kind: string }): CloseView {
  if (!answer.ok) throw new Error(answer.kind);
  return answer.view;
}
const shiftOf = ({ shifts }: Life): string => shifts.open?.shiftId ?? '';

/** Opened with 150.00, counted rightly, closed. */
async function closedLife(disks: CloseDisks): Promise<Life> {
  const life = await closeLife(disks);
  await life.open(15_000);
  viewOf(await life.count(3));
  await life.close.close({ shiftId: shiftOf(life), nextFloat: 10_000, bag: 'B 1' });
  return life;
}

/** Closed with a reason and somebody's word. */
const closedFarOff = (life: Life, nextFloat: number) =>
  life.close.close({
    shiftId: shiftOf(life),
    nextFloat,
    reason: 'counted-wrong',
    approver: { number: '900', pin: '1' },
  });

describe('closing a shift', () => {
  it('dom-Z5 peers-35: counts blind, declares, and writes a Z with deposit, next float and bag, on paper too', async () => {
    const disks = new CloseDisks();
    const life = await closeLife(disks);
    await life.open(15_000);
    await life.move('drop', 5000);
    const blind = viewOf(await life.close.tell({}));
    expect(blind).toMatchObject({ counts: 0, declared: undefined, tenders: [] });
    expect(JSON.stringify(blind)).not.toContain('expected');
    const shiftId = shiftOf(life);
    const counted = viewOf(await life.count(2));
    expect(counted.declared).toMatchObject({ status: 'ok', cash: 10_000, nextFloat: 10_000 });
    const z = await life.close.close({ shiftId, nextFloat: 4000, bag: 'B 17' });
    expect(z).toMatchObject({ ok: true, isPrinted: true, number: '0417-01-A-Z0001' });
    expect(life.papers).toEqual(['0417-01-A-Z0001']);
    expect(disks.zs()).toMatchObject([
      { z_no: 1, next_float: 4000, deposit: 6000, bag: 'B 17', counts: 1, closed_by: '104' },
    ]);
    expect([life.shifts.open, disks.shift]).toEqual([undefined, undefined]);
  });

  it('peers-28: parked sales, unknown cards, unsent sales and an open basket stop nothing and stand on the Z', async () => {
    const disks = new CloseDisks();
    await closedLife(disks);
    expect(disks.zs()[0]?.open).toEqual({ parked: 1, unsent: 2, cards_unknown: 1, baskets: 1 });
  });

  it('CUP8 peers-28: a stream that the till opened and left, where nothing named the shift, stops nothing', async () => {
    const disks = new CloseDisks();
    const life = await closeLife(disks);
    await life.open(15_000);
    const stream = 'b3RoZXItb3RoZXItb3RoZQ';
    const op = { v: 1, seq: 1, kind: 'price-asked', business_date: '2026-11-22', at_ms: 1 };
    const raw = new TextEncoder().encode(JSON.stringify({ ...op, body: { article: '1' } }));
    life.running.committed({ ...op, stream, opId: disks.stream.headOpId, raw } as never);
    await life.count(3);
    expect(await life.close.close({ shiftId: shiftOf(life), nextFloat: 0 })).toMatchObject({
      ok: true,
    });
    expect(disks.zs()[0]?.figures.price_inquiries).toBe(1);
    expect(disks.zs()[0]?.streams.map((one) => one.stream)).toContain(stream);
  });

  it('peers-28: a printer that is off stops nothing either', async () => {
    const disks = new CloseDisks();
    const life = await closeLife(disks, { print: async () => Promise.reject(new Error('off')) });
    await life.open(0);
    await life.count(0);
    const z = await life.close.close({ shiftId: shiftOf(life), nextFloat: 0 });
    expect(z).toMatchObject({ ok: true, isPrinted: false });
  });

  it('peers-29: a key pressed twice, and two people, close it once', async () => {
    const disks = new CloseDisks();
    const life = await closeLife(disks);
    await life.open(0);
    await life.count(0);
    const asked = { shiftId: shiftOf(life), nextFloat: 0 };
    const twice = await Promise.all([life.close.close(asked), life.close.close(asked)]);
    expect(twice.map(({ ok }) => ok)).toEqual([true, false]);
    expect(await life.close.close(asked)).toMatchObject({ kind: 'closed-before' });
    expect(disks.zs()).toHaveLength(1);
  });

  it('vec-cashup-U5: a declared count is told once; a recount is one more, and the last one is used', async () => {
    const disks = new CloseDisks();
    const life = await closeLife(disks);
    await life.open(15_000);
    const shiftId = shiftOf(life);
    const wrong = viewOf(await life.count(2));
    expect(wrong.declared).toMatchObject({ status: 'approve', cash: 10_000 });
    const draft = { pieces: [{ value: 5000, count: 2 }], other: {} };
    expect(viewOf(await life.close.declare({ shiftId, count: 1, draft })).counts).toBe(1);
    expect(viewOf(await life.close.again({ shiftId })).declared).toBeUndefined();
    expect(viewOf(await life.count(3)).declared).toMatchObject({ cash: 15_000 });
    await closedFarOff(life, 15_000);
    expect(disks.zs()).toMatchObject([{ counts: 2, pieces: [{ value: 5000, count: 3 }] }]);
  });

  it('dom-Z6, dom-Z13, peers-31: a count far off wants a reason and somebody else’s word, and closes then', async () => {
    const disks = new CloseDisks();
    const life = await closeLife(disks);
    await life.open(15_000);
    await life.count(0);
    const asked = { shiftId: shiftOf(life), nextFloat: 0 };
    expect(await life.close.close(asked)).toMatchObject({ kind: 'bad-reason' });
    const why = { ...asked, reason: 'not-known' } as const;
    expect(await life.close.close(why)).toMatchObject({ kind: 'needs-approval' });
    const approver = { number: '900', pin: '1' };
    expect(await life.close.close({ ...why, approver })).toMatchObject({ ok: true });
    expect(disks.zs()).toMatchObject([
      {
        reason: 'not-known',
        approver: '900',
        tenders: { cash: { expected: 15_000, counted: 0, variance: -15_000, status: 'approve' } },
      },
    ]);
  });

  it('peers-28, dom-Z13: who is alone closes a count far off without a signature, and the Z says that nobody signed', async () => {
    const disks = new CloseDisks();
    const life = await closeLife(disks);
    await life.open(15_000);
    await life.count(0);
    const asked = { shiftId: shiftOf(life), nextFloat: 0, isUnsigned: true } as const;
    expect(await life.close.close(asked)).toMatchObject({ kind: 'bad-reason' });
    const closed = await life.close.close({ ...asked, reason: 'not-known' });
    expect(closed).toMatchObject({ ok: true });
    const [z] = disks.zs();
    expect(z).toMatchObject({ tenders: { cash: { status: 'approve' } } });
    expect(z).not.toHaveProperty('approver');
  });

  it('dom-Z8: no more stays in the drawer than was counted, and nobody closes uncounted', async () => {
    const life = await closeLife(new CloseDisks());
    await life.open(5000);
    const shiftId = shiftOf(life);
    await life.close.tell({});
    expect(await life.close.close({ shiftId, nextFloat: 0 })).toMatchObject({
      kind: 'count-first',
    });
    await life.count(1);
    for (const nextFloat of [5001, -1, 0.5])
      expect(await life.close.close({ shiftId, nextFloat })).toMatchObject({ kind: 'bad-float' });
  });

  it('U8: a coin that does not exist is no count', async () => {
    const life = await closeLife(new CloseDisks());
    await life.open(0);
    const { shiftId } = viewOf(await life.close.tell({}));
    const draft = { pieces: [{ value: 7, count: 1 }], other: {} };
    expect(await life.close.declare({ shiftId, count: 1, draft })).toMatchObject({
      kind: 'unknown-denomination',
    });
  });

  it('dom-Z1, dom-Z3: numbers go on without a gap over shifts and restarts; grand totals too', async () => {
    const disks = new CloseDisks();
    await closedLife(disks);
    await closedLife(disks);
    await closedLife(disks);
    const zs = disks.zs();
    expect(zs.map(({ z_no: no }) => no)).toEqual([1, 2, 3]);
    expect(zs[1]?.prev_z).not.toBe(zs[2]?.prev_z);
    expect(zs[0]?.prev_z).toBe('');
  });
});

describe('the clock moved across midnight', () => {
  const NOON_MS = Date.parse('2026-11-22T12:00:00Z');
  const DAY_MS = 86_400_000;

  it.each([
    ['forward', DAY_MS],
    ['back', -DAY_MS],
    ['back to 1970', -NOON_MS],
  ])(
    'dom-Z10, dom-Z1: %s, while a shift is counted: its count and its Z stay of its day, and the next Z goes on',
    async (_way, byMs) => {
      const disks = new CloseDisks();
      let nowMs = NOON_MS;
      const life = await closeLife(disks, { wallMs: () => nowMs });
      await life.open(15_000);
      viewOf(await life.count(2));
      nowMs += byMs;
      // Read again from disk: nothing of the shift is found by its time.
      const after = await closeLife(disks, { wallMs: () => nowMs });
      const shiftId = shiftOf(after);
      expect(viewOf(await after.count(3)).declared).toMatchObject({ cash: 15_000 });
      const reason = 'counted-wrong';
      const approver = { number: '900', pin: '1' };
      expect(await after.close.close({ shiftId, nextFloat: 0, reason, approver })).toMatchObject({
        ok: true,
      });
      await closedLife(disks);
      const [one, two] = disks.zs();
      expect(one).toMatchObject({
        z_no: 1,
        shift_id: shiftId,
        business_date: '2026-11-22',
        counts: 2,
        float: 15_000,
      });
      expect(two).toMatchObject({ z_no: 2, business_date: '2026-11-22' });
      expect(two?.prev_z).not.toBe('');
    },
  );
});

describe('killed while the shift closes', () => {
  /** Stands still for ever where it is killed. */
  const dying = (at: string, kind: string) => {
    const died = Promise.withResolvers<void>();
    const reached = async (point: string, of: string): Promise<void> => {
      if (point !== at || of !== kind) return;
      died.resolve();
      await new Promise(() => undefined);
    };
    return { died: died.promise, reached };
  };
  const POINTS = COMMIT_CRASH_POINTS.filter(
    (point) => point.startsWith('commit:') && point !== 'commit:receipt-printed',
  );

  it.each(POINTS)(
    'peers-29 %s of the Z: it is written or not, and numbers neither repeat nor skip',
    async (point) => {
      const disks = new CloseDisks();
      await closedLife(disks);
      const { died, reached } = dying(point, 'shift-closed');
      const before = await closeLife(disks, { reached });
      await before.open(15_000);
      const shiftId = shiftOf(before);
      await before.count(3);
      const closing = before.close.close({ shiftId, nextFloat: 0 });
      await Promise.race([died, closing]);
      // A life that is over writes nothing more.
      const left = disks.copy();
      const after = await closeLife(left);
      if (after.shifts.open !== undefined) {
        expect(after.shifts.open.shiftId).toBe(shiftId);
        const view = viewOf(await after.close.tell({}));
        expect(view.declared).toMatchObject({ cash: 15_000 });
        await after.close.close({ shiftId, nextFloat: 0 });
      }
      await closedLife(left);
      expect(left.zs().map(({ z_no: no }) => no)).toEqual([1, 2, 3]);
      expect(left.zs()[1]?.shift_id).toBe(shiftId);
    },
  );

  it.each(POINTS)(
    '%s of a count: what was keyed is there, and it is declared once',
    async (point) => {
      const disks = new CloseDisks();
      const { died, reached } = dying(point, 'shift-counted');
      const before = await closeLife(disks, { reached });
      await before.open(15_000);
      const shiftId = shiftOf(before);
      await Promise.race([died, before.count(3)]);
      const left = disks.copy();
      const after = await closeLife(left);
      const view = viewOf(await after.close.tell({}));
      expect(view.draft.pieces).toEqual([{ value: 5000, count: 3 }]);
      const draft = { ...view.draft };
      const told = viewOf(await after.close.declare({ shiftId, count: 1, draft }));
      expect([told.counts, told.declared?.cash]).toEqual([1, 15_000]);
    },
  );
});
