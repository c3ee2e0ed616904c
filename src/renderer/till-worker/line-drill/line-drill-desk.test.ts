import { expect, test } from 'vitest';
import { LineAway } from '../../../contracts/line-away.ts';
import type { LineDrill, LineDrillBody } from '../../../contracts/line-drill.ts';
import type { HostLink } from '../host-link.ts';
import { LineDrillDesk, type DrillNote } from './line-drill-desk.ts';

const MINUTE = 60_000;
const STREAM = 'AAAAAAAAAAAAAAAAAAAAAQ';
const HEAD = 'AAAAAAAAAAAAAAAAAAAAAg';

/** A till with a clock of its own; `restart` keeps disk and rows, `reload` the host, too. */
function start() {
  const world = {
    mono: 0,
    wall: 1_000_000,
    row: undefined as LineDrill | undefined,
    note: {} as DrillNote,
    headSeq: 10,
    sold: 0,
    isDiskFull: false,
    isRowBad: false,
    isAnswerLost: false,
    stream: STREAM,
    hasTime: true,
    asked: 0,
    backs: 0,
    told: [] as LineDrillBody[],
  };
  let line = new LineAway(() => world.mono);
  let timers: { at: number; run: () => void }[] = [];
  const invoke = async (_channel: string, { away_ms: ms }: { away_ms: number | null }) => {
    if (ms !== null) line.take(ms);
    if (world.isAnswerLost) throw new Error('time-out');
    return { away_ms: line.leftMs() };
  };
  const open = () =>
    new LineDrillDesk({
      host: { invoke: invoke as unknown as HostLink['invoke'] },
      clock: {
        now: () => world.mono,
        wakeAt: (at, run) => {
          const timer = { at, run };
          timers.push(timer);
          return () => (timers = timers.filter((one) => one !== timer));
        },
      },
      random: () => 0,
      nowMs: () => world.wall,
      hasTime: () => world.hasTime,
      async row() {
        if (world.isRowBad) throw new Error('the disk does not answer');
        return world.row;
      },
      note: {
        read: async () => world.note,
        write: async (note) => void (world.note = note),
      },
      head: () => ({ id: world.stream, headSeq: world.headSeq, headOpId: HEAD }),
      sold: async ({ from, to }) => ({ documents: Math.max(0, to - from + 1), gross: world.sold }),
      waiting: () => world.sold,
      currency: 'EUR',
      tell: async (body) => {
        if (!world.isDiskFull) {
          world.told.push(body);
          world.headSeq += 1;
        }
        return !world.isDiskFull;
      },
      ask: async () => (world.asked += 1),
      changed: () => undefined,
      back: () => (world.backs += 1),
    });
  let desk = open();
  return {
    world,
    get desk() {
      return desk;
    },
    isAway: () => line.leftMs() > 0,
    /** The host's hand alone. */
    hold: (minutes: number) => line.take(minutes * MINUTE),
    begin: (minutes: number, drill = 'd-aaaaaaaa') => {
      world.row = {
        v: 1,
        drill,
        from_ms: world.wall,
        until_ms: world.wall + minutes * MINUTE,
      };
      return desk.look();
    },
    async pass(minutes: number) {
      const end = world.mono + minutes * MINUTE;
      for (;;) {
        const [next] = timers.toSorted((a, b) => a.at - b.at);
        if (next === undefined || next.at > end) break;
        world.wall += Math.max(0, next.at - world.mono);
        world.mono = Math.max(world.mono, next.at);
        timers = timers.filter((one) => one !== next);
        next.run();
        await desk.look();
        await desk.look();
      }
      world.wall += end - world.mono;
      world.mono = end;
      await desk.look();
    },
    reload() {
      timers = [];
      desk = open();
      return desk.start();
    },
    restart() {
      line = new LineAway(() => world.mono);
      return this.reload();
    },
  };
}

test('LD2, LD4: the line goes, comes back by itself, and what was sold meanwhile is told once', async () => {
  const till = start();
  await till.begin(15);
  expect(till.isAway()).toBe(true);
  expect(till.desk.untilMs).toBe(1_000_000 + 15 * MINUTE);
  till.world.headSeq += 3;
  till.world.sold = 3;
  await till.pass(14);
  expect(till.isAway()).toBe(true);
  expect(till.world.asked).toBeGreaterThan(10);
  await till.pass(2);
  expect([till.isAway(), till.desk.untilMs]).toEqual([false, undefined]);
  expect(till.world.told).toEqual([
    {
      drill: 'd-aaaaaaaa',
      from_ms: 1_000_000,
      ended_ms: 1_000_000 + 15 * MINUTE,
      why: 'time',
      stream: STREAM,
      from_seq: 11,
      to_seq: 13,
      head: HEAD,
      documents: 3,
      gross: 3,
      currency: 'EUR',
      queued: 3,
    },
  ]);
  await till.pass(1);
  expect(till.world.backs).toBe(1);
  // Its row is still there: done is done, also for a row that says it anew.
  await till.begin(15);
  await till.restart();
  await till.desk.look();
  expect([till.isAway(), till.world.told.length]).toEqual([false, 1]);
});

test('LD3: a stop is obeyed at the next look, and no row makes a drill longer', async () => {
  const till = start();
  await till.begin(15);
  const row = till.world.row as LineDrill;
  till.world.row = { ...row, until_ms: row.until_ms + 30 * MINUTE };
  await till.desk.look();
  await till.pass(5);
  till.world.row = { ...row, until_ms: till.world.wall };
  await till.desk.look();
  expect(till.isAway()).toBe(false);
  expect(till.world.told).toMatchObject([{ why: 'stopped', documents: 0 }]);
});

test('LD2: a till that was not told the time in this run keeps its line', async () => {
  const till = start();
  till.world.hasTime = false;
  await till.begin(15);
  expect(till.isAway()).toBe(false);
  till.world.hasTime = true;
  await till.desk.look();
  expect(till.isAway()).toBe(true);
});

test('LD5: a clock that jumps back keeps no line, one that jumps ahead gives it back', async () => {
  const till = start();
  await till.begin(60);
  till.world.wall -= 24 * 60 * MINUTE;
  await till.pass(60);
  expect([till.isAway(), till.desk.untilMs, till.world.told.length]).toEqual([false, undefined, 1]);
  const other = start();
  await other.begin(60);
  other.world.wall += 24 * 60 * MINUTE;
  await other.pass(1);
  expect([other.isAway(), other.world.told.length]).toEqual([false, 1]);
});

test('LD5: a restart has its line until it is told the time; the drill goes on and counts from its beginning', async () => {
  const till = start();
  await till.begin(15);
  till.world.headSeq += 2;
  till.world.hasTime = false;
  await till.restart();
  await till.desk.look();
  expect(till.isAway()).toBe(false);
  till.world.hasTime = true;
  await till.desk.look();
  expect(till.isAway()).toBe(true);
  await till.pass(15);
  expect(till.world.told).toMatchObject([{ from_seq: 11, to_seq: 12, why: 'time' }]);
});

test('LD5: a page that is loaded anew goes on in the drill; one that starts after it tells of it', async () => {
  const till = start();
  await till.begin(15);
  await till.reload();
  expect(till.desk.untilMs).toBe(1_000_000 + 15 * MINUTE);
  till.world.mono += 20 * MINUTE;
  till.world.wall += 20 * MINUTE;
  await till.restart();
  await till.desk.look();
  expect(till.world.told).toMatchObject([{ why: 'restart', from_seq: 11 }]);
  expect(till.world.note).toEqual({ over: 'd-aaaaaaaa' });
});

test('LD4: what no disk took is told at a later look, before another drill begins', async () => {
  const till = start();
  await till.begin(5);
  till.world.isDiskFull = true;
  await till.pass(6);
  expect([till.isAway(), till.world.told.length]).toEqual([false, 0]);
  await till.begin(5, 'd-bbbbbbbb');
  expect(till.isAway()).toBe(false);
  till.world.isDiskFull = false;
  await till.desk.look();
  expect(till.world.told).toMatchObject([{ drill: 'd-aaaaaaaa' }]);
  expect(till.isAway()).toBe(true);
});

test('LD4: a stream that was opened anew in a drill says so, and on which one the drill began', async () => {
  const till = start();
  await till.begin(15);
  Object.assign(till.world, { stream: 'AAAAAAAAAAAAAAAAAAAAAw', headSeq: 2 });
  await till.pass(16);
  expect(till.world.told).toMatchObject([{ from_seq: 1, to_seq: 2, began_on: STREAM }]);
});

test('LD5: a disk that cannot be read in a drill does not keep it from ending at its time', async () => {
  const till = start();
  await till.begin(15);
  till.world.isRowBad = true;
  await till.pass(14);
  expect([till.isAway(), till.world.told.length]).toEqual([true, 0]);
  await till.pass(2);
  expect([till.isAway(), till.desk.untilMs]).toEqual([false, undefined]);
  expect(till.world.told).toMatchObject([{ why: 'time' }]);
});

test('LD2: a line that the host took and whose answer was lost is given back', async () => {
  const till = start();
  till.world.isAnswerLost = true;
  await till.begin(60);
  expect([till.isAway(), till.world.note]).toEqual([false, {}]);
  till.world.isAnswerLost = false;
  await till.desk.look();
  expect(till.isAway()).toBe(true);
  // The page forgot the drill, the host did not: whoever looks next gives the line back.
  till.world.note = {};
  await till.reload();
  expect(till.isAway()).toBe(false);
  till.hold(30);
  till.world.row = undefined;
  await till.desk.look();
  expect(till.isAway()).toBe(false);
});
