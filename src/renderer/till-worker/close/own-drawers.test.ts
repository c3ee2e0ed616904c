import { expect, it } from 'vitest';
import { must } from '../../../domain/assert.ts';
import { COMMIT_CRASH_POINTS } from '../../../sync/core/commit.ts';
import { NOT_SIGNED_IN } from '../desk-answers.ts';
import { FIGURES_MOVED, HOLDS_PART } from './close-refusals.ts';
import { closeLife, CloseDisks } from './testing-close-life.ts';

type Life = Awaited<ReturnType<typeof closeLife>>;

/** As much of a sale by card as a fold reads. */
const cardSale = (shift_id: string, gross: number) => ({
  shift_id,
  series: 'A',
  number: 1,
  doc_no: '0417-01-A-000001',
  cashier: '104',
  lines: [],
  voids: [],
  taxes: [],
  tax_totals: [],
  totals: { gross },
  cash_rounding: 0,
  tenders: [{ type: 'card', amount: gross, change: 0 }],
});
const shiftOf = ({ shifts }: Life): string => shifts.open?.shiftId ?? '';

/** Two cashiers with a drawer each: 150.00 and 50.00. */
async function twoDrawers(disks: CloseDisks): Promise<{ life: Life; ada: string; eva: string }> {
  const life = await closeLife(disks);
  await life.open(15_000, 'own');
  const ada = shiftOf(life);
  await life.move('paid-in', 5000);
  life.signIn('105');
  await life.open(5000, 'own');
  const eva = shiftOf(life);
  await life.move('loan', 10_000);
  life.signIn('104');
  await life.move('drop', 10_000);
  return { life, ada, eva };
}

it('CUP13, dom-Z9: each drawer has its own float, cash, count and Z; numbers and grand totals are one series', async () => {
  const disks = new CloseDisks();
  const { life, ada, eva } = await twoDrawers(disks);
  expect(disks.drawers.map(({ shiftId, cashier }) => [shiftId, cashier])).toEqual([
    [ada, '104'],
    [eva, '105'],
  ]);
  await life.count(2);
  expect(await life.close.close({ shiftId: ada, nextFloat: 10_000 })).toMatchObject({ ok: true });
  // The other one is as it was, and has gone on meanwhile.
  life.signIn('105');
  await life.move('paid-in', 5000);
  await life.count(4);
  expect(await life.close.close({ shiftId: eva, nextFloat: 0, bag: 'B 1' })).toMatchObject({
    ok: true,
    number: '0417-01-A-Z0002',
  });
  const [first, second] = disks.zs();
  expect(first).toMatchObject({
    z_no: 1,
    opened_by: '104',
    drawer: 'own',
    float: 15_000,
    prev_z: '',
  });
  expect(first?.figures.moves).toMatchObject({
    'paid-in': { count: 1, amount: 5000 },
    drop: { count: 1, amount: 10_000 },
  });
  expect(second).toMatchObject({ z_no: 2, opened_by: '105', drawer: 'own', float: 5000 });
  expect(second?.figures.moves).toMatchObject({
    loan: { count: 1, amount: 10_000 },
    'paid-in': { count: 1, amount: 5000 },
  });
  expect(second?.prev_z).toBe(disks.rows[0]?.opId);
  expect([disks.drawers, disks.shift]).toEqual([[], undefined]);
});

it('CUP13, dom-Z9: a restart finds every drawer with its figures and what was keyed of each count', async () => {
  const disks = new CloseDisks();
  const { life, ada, eva } = await twoDrawers(disks);
  await life.close.tell({});
  await life.close.keep({
    shiftId: ada,
    draft: { pieces: [{ value: 5000, count: 2 }], other: {} },
  });
  life.signIn('105');
  await life.count(3);
  const after = await closeLife(disks.copy());
  expect((await after.fold())?.figures.moves).toMatchObject({ drop: { count: 1, amount: 10_000 } });
  expect(await after.close.tell({})).toMatchObject({
    view: { shiftId: ada, counts: 0, draft: { pieces: [{ value: 5000, count: 2 }] } },
  });
  after.signIn('105');
  expect(await after.close.tell({})).toMatchObject({ view: { shiftId: eva, counts: 1 } });
});

it('CUP14, dom-Z9: another cashier’s drawer is a supervisor’s to count and close; who counted it stands on its Z', async () => {
  const disks = new CloseDisks();
  const asked: string[] = [];
  const { ada, eva } = await twoDrawers(disks);
  const life = await closeLife(disks, {
    mayClose: async (_approver, whose) => {
      asked.push(whose);
      return whose === 'own' ? { ok: true, cashier: '104' } : NOT_SIGNED_IN;
    },
  });
  await life.close.tell({});
  expect(await life.close.tell({ shiftId: eva })).toEqual(NOT_SIGNED_IN);
  await life.close.tell({ shiftId: ada });
  expect(asked).toEqual(['own', 'another', 'own']);
  const draft = { pieces: [], other: {} };
  expect(await life.close.declare({ shiftId: eva, count: 1, draft })).toEqual(NOT_SIGNED_IN);
  const manager = await closeLife(disks);
  manager.signIn('900');
  expect(manager.shifts.open).toBeUndefined();
  await manager.count(3, eva);
  expect(await manager.close.close({ shiftId: eva, nextFloat: 5000 })).toMatchObject({ ok: true });
  expect(disks.zs()).toMatchObject([{ shift_id: eva, opened_by: '105', closed_by: '900' }]);
  expect(disks.drawers.map(({ shiftId }) => shiftId)).toEqual([ada]);
});

it('dom-Z9: a drawer that is everybody’s and one of a cashier’s own each end as they were begun', async () => {
  const disks = new CloseDisks();
  const life = await closeLife(disks);
  await life.open(1000);
  const shared = shiftOf(life);
  // The store's setting is another one meanwhile: who has a shift goes on with it.
  life.signIn('105');
  expect(shiftOf(life)).toBe(shared);
  await life.count(0);
  await life.close.close({ shiftId: shared, nextFloat: 0, reason: 'not-known', isUnsigned: true });
  await life.open(2000, 'own');
  life.signIn('104');
  expect(life.shifts.open).toBeUndefined();
  await life.open(3000);
  expect([disks.shift?.float, disks.drawers.map(({ float }) => float)]).toEqual([3000, [2000]]);
  const opened = disks.ops.filter(({ kind }) => kind === 'shift-opened');
  const bodies = opened.map(({ raw }) => JSON.parse(new TextDecoder().decode(raw)).body);
  expect(bodies.map(({ drawer, open_beside: beside }) => [drawer, beside])).toEqual([
    [undefined, undefined],
    ['own', undefined],
    [undefined, 1],
  ]);
});

it('CUP13, dom-Z9: a Z that is asked for while another drawer is read from the disk is called off, and lacks nothing when asked again', async () => {
  const disks = new CloseDisks();
  const disk = Promise.withResolvers<void>();
  let meanwhile: (() => Promise<void>) | undefined;
  const life = await closeLife(disks, {
    alone: async (run) => {
      await meanwhile?.();
      return run();
    },
  });
  await life.open(0, 'own');
  const ada = shiftOf(life);
  life.signIn('105');
  await life.open(5000, 'own');
  const eva = must(life.shifts.open, 'a shift that was just opened');
  life.signIn('104');
  await life.count(0);
  meanwhile = async () => {
    meanwhile = undefined;
    disks.reading = disk.promise;
    void life.running.read(eva);
    await new Promise((resolve) => setTimeout(resolve));
    await life.move('paid-in', 5000);
  };
  expect(await life.close.close({ shiftId: ada, nextFloat: 0 })).toEqual(FIGURES_MOVED);
  expect(disks.zs()).toEqual([]);
  disk.resolve();
  const again = { shiftId: ada, nextFloat: 0, reason: 'not-known', isUnsigned: true } as const;
  expect(await life.close.close(again)).toMatchObject({ ok: true });
  expect(disks.zs()[0]?.figures.moves).toEqual({ 'paid-in': { count: 1, amount: 5000 } });
});

it('CUP13, dom-Z9: a drawer that holds money of the open sale is not counted and not closed', async () => {
  const disks = new CloseDisks();
  const { ada, eva } = await twoDrawers(disks);
  let paidInto: string | undefined = eva;
  const life = await closeLife(disks, { holdsPart: (shiftId) => shiftId === paidInto });
  life.signIn('900');
  expect(await life.close.tell({ shiftId: eva })).toEqual(HOLDS_PART);
  paidInto = undefined;
  await life.count(3, eva);
  // Taken while it was counted.
  paidInto = eva;
  expect(await life.close.close({ shiftId: eva, nextFloat: 0, bag: 'B' })).toEqual(HOLDS_PART);
  expect(disks.zs()).toEqual([]);
  expect(await life.close.tell({ shiftId: ada })).toMatchObject({ ok: true });
});

it('CUP14, dom-Z9: who was let in to count a drawer is who may open it for that', async () => {
  const disks = new CloseDisks();
  const { eva } = await twoDrawers(disks);
  const life = await closeLife(disks);
  life.signIn('900');
  expect(life.close.counting(eva)).toBeUndefined();
  await life.close.tell({ shiftId: eva });
  expect(life.close.counting(eva)).toMatchObject({ cashier: '900', shift: { shiftId: eva } });
  life.signIn('104');
  expect(life.close.counting(eva)).toBeUndefined();
});

it('dom-Z7, dom-Z9: cards of a drawer of one’s own are declared by the till: the terminal’s batch is the sum of all drawers', async () => {
  const disks = new CloseDisks();
  const life = await closeLife(disks);
  await life.open(0, 'own');
  const ada = shiftOf(life);
  await life.commit('sale', () => cardSale(ada, 5000));
  const told = await life.close.tell({});
  expect(told).toMatchObject({ view: { tenders: [], drawer: 'own' } });
  const draft = { pieces: [], other: { card: 12_000 } };
  expect(await life.close.declare({ shiftId: ada, count: 1, draft })).toMatchObject({
    view: { declared: { status: 'ok' } },
  });
  expect(await life.close.close({ shiftId: ada, nextFloat: 0 })).toMatchObject({ ok: true });
  expect(disks.zs()[0]?.tenders['card']).toMatchObject({ expected: 5000, counted: 5000 });
});

it.each(COMMIT_CRASH_POINTS)(
  'CUP13, dom-Z9: killed at %s of one Z the other drawer stays open, and numbers go on',
  async (point) => {
    const disks = new CloseDisks();
    const { ada, eva } = await twoDrawers(disks);
    let dead: CloseDisks | undefined;
    const life = await closeLife(disks, {
      reached: async (at, kind) => {
        if (at === point && kind === 'shift-closed') dead ??= disks.copy();
      },
    });
    await life.count(2);
    await life.close.close({ shiftId: ada, nextFloat: 10_000 });
    // Paper is not waited for.
    await new Promise((resolve) => setTimeout(resolve));
    const found = dead ?? disks;
    const after = await closeLife(found);
    const isOver = found.zs().length === 1;
    expect(after.shifts.all.map(({ shiftId }) => shiftId)).toEqual(isOver ? [eva] : [ada, eva]);
    after.signIn('105');
    await after.count(3);
    expect(await after.close.close({ shiftId: eva, nextFloat: 0, bag: 'B' })).toMatchObject({
      ok: true,
    });
    expect(found.zs().map(({ z_no: no }) => no)).toEqual(isOver ? [1, 2] : [1]);
  },
);
