import { expect, it } from 'vitest';
import { must } from '../../../domain/assert.ts';
import { RunningShift } from './running-shift.ts';
import { closeLife, CloseDisks } from './testing-close-life.ts';

it('dom-Z5: figures read anew at start are those that were folded on from each op', async () => {
  const disks = new CloseDisks();
  const before = await closeLife(disks);
  await before.open(15_000);
  for (let i = 1; i <= 30; i++) await before.move(i % 2 === 0 ? 'drop' : 'paid-in', i);
  const folded = await before.fold();
  expect(folded?.figures.moves).toEqual({
    'paid-in': { count: 15, amount: 225 },
    drop: { count: 15, amount: 240 },
  });
  const after = await closeLife(disks);
  expect(await after.fold()).toEqual(folded);
});

it('promise 5: what is committed while the disk is read is counted once', async () => {
  const disks = new CloseDisks();
  const before = await closeLife(disks);
  await before.open(0);
  await before.move('loan', 100);
  // The fold of the start is not waited for.
  const after = await closeLife(disks);
  await after.move('loan', 10);
  expect((await after.fold())?.figures.moves).toEqual({ loan: { count: 2, amount: 110 } });
});

it('CUP13, dom-Z9: while another drawer is read from the disk no figures are told that lack what was committed since', async () => {
  const disks = new CloseDisks();
  const life = await closeLife(disks);
  await life.open(15_000, 'own');
  const ada = must(life.shifts.open, 'a shift that was just opened');
  life.signIn('105');
  await life.open(5000, 'own');
  const eva = must(life.shifts.open, 'a shift that was just opened');
  const disk = Promise.withResolvers<void>();
  let isSlow = false;
  const running = new RunningShift({
    store: {
      readOps: async (_stream, from, most) => {
        if (isSlow) await disk.promise;
        return disks.ops.filter(({ seq }) => seq >= from).slice(0, most);
      },
    },
    streams: async () => [disks.stream],
    text: (raw) => new TextDecoder().decode(raw),
    later: () => undefined,
  });
  await running.read(ada);
  isSlow = true;
  const read = running.read(eva);
  await new Promise((resolve) => setTimeout(resolve));
  expect(running.known(ada.shiftId)).toBeDefined();
  life.signIn('104');
  await life.move('paid-in', 5000);
  running.committed(must(disks.ops.at(-1), 'the move'));
  expect(running.known(ada.shiftId)).toBeUndefined();
  disk.resolve();
  await read;
  expect((await running.now(ada.shiftId))?.figures.moves).toEqual({
    'paid-in': { count: 1, amount: 5000 },
  });
});

it('peers-32: the next shift begins with nothing, by what its ops name and not by the time', async () => {
  const disks = new CloseDisks();
  const life = await closeLife(disks);
  await life.open(0);
  await life.move('paid-in', 5000);
  await life.count(1);
  await life.close.close({ shiftId: life.shifts.open?.shiftId ?? '', nextFloat: 5000 });
  await life.open(5000);
  const next = await life.fold();
  expect([next?.shiftId, next?.figures.moves]).toEqual([life.shifts.open?.shiftId, {}]);
  expect(disks.zs()[0]?.figures.moves).toEqual({ 'paid-in': { count: 1, amount: 5000 } });
});

it('peers-28: a disk that says no once stops no close: the shift is read again when somebody asks', async () => {
  const disks = new CloseDisks();
  const life = await closeLife(disks);
  await life.open(15_000);
  await life.move('loan', 100);
  let fails = 2;
  const utf8 = new TextDecoder();
  const running = new RunningShift({
    store: {
      readOps: async (_stream, from, most) => {
        if (fails-- > 0) throw new Error('disk busy');
        return disks.ops.filter(({ seq }) => seq >= from).slice(0, most);
      },
    },
    streams: async () => [disks.stream],
    text: (raw) => utf8.decode(raw),
    later: () => undefined,
  });
  const shift = disks.shift;
  if (shift === undefined) throw new Error('no shift');
  await expect(running.read(shift)).rejects.toThrow('disk busy');
  expect(running.known(shift.shiftId)).toBeUndefined();
  await expect(running.now(shift.shiftId)).rejects.toThrow('disk busy');
  expect((await running.now(shift.shiftId))?.figures.moves).toEqual({
    loan: { count: 1, amount: 100 },
  });
});

it('promise 5: an op that could not be folded is not lost: the shift is read anew', async () => {
  const disks = new CloseDisks();
  const life = await closeLife(disks);
  await life.open(15_000);
  let fails = false;
  const utf8 = new TextDecoder();
  const running = new RunningShift({
    store: {
      readOps: async (_stream, from, most) =>
        disks.ops.filter(({ seq }) => seq >= from).slice(0, most),
    },
    streams: async () => [disks.stream],
    text: (raw) => {
      if (fails) throw new Error('no memory');
      return utf8.decode(raw);
    },
    later: () => undefined,
  });
  const { shift } = disks;
  if (shift === undefined) throw new Error('no shift');
  await running.read(shift);
  await life.move('loan', 100);
  const op = disks.ops.at(-1);
  if (op !== undefined) running.committed(op);
  fails = true;
  expect(running.known(shift.shiftId)).toBeUndefined();
  fails = false;
  expect((await running.now(shift.shiftId))?.figures.moves).toEqual({
    loan: { count: 1, amount: 100 },
  });
});
