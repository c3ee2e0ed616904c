import { describe, expect, test } from 'vitest';
import { NewsAge, OLD_AFTER_MS } from './news-age.ts';

const HOUR_MS = 3_600_000;

/** A till's disk and clock; `start` is one life of the till. */
function machine(wallMs = 1_800_000_000_000) {
  const rows = new Map<string, unknown>();
  const told: boolean[] = [];
  let writes = 0;
  let isBroken = false;
  const broken = () => Promise.reject(new Error('disk'));
  const one = {
    get: (name: string) =>
      isBroken
        ? broken()
        : Promise.resolve(rows.has(name) ? { name, value: rows.get(name) } : undefined),
    put: ({ name, value }: { name: string; value: unknown }) => {
      if (isBroken) return broken();
      writes += 1;
      rows.set(name, value);
      return Promise.resolve(name);
    },
  };
  return {
    told,
    rows,
    writes: () => writes,
    pass: (ms: number) => (wallMs += ms),
    breakDisk: () => (isBroken = true),
    start: () =>
      NewsAge.open({
        db: { one } as never,
        wallMs: () => wallMs,
        isOld: (isOld) => told.push(isOld),
      }),
  };
}

describe('how old news are (NEWS5)', () => {
  test('NEWS5: after two weeks without news it is told once, and taken back by the next answer', async () => {
    const till = machine();
    const age = await till.start();
    till.pass(OLD_AFTER_MS);
    age.look();
    expect(till.told).toEqual([]);
    till.pass(1);
    age.look();
    age.look();
    expect(till.told).toEqual([true]);
    age.current();
    expect(till.told).toEqual([true, false]);
  });

  test('NEWS5: a restart does not make news younger', async () => {
    const till = machine();
    (await till.start()).current();
    till.pass(OLD_AFTER_MS + HOUR_MS);
    const again = await till.start();
    again.look();
    expect(till.told).toEqual([true]);
  });

  test('NEWS5: a till that hears all day writes once an hour, and a clock set back is kept', async () => {
    const till = machine();
    const age = await till.start();
    for (let i = 0; i < 600; i += 1) {
      till.pass(HOUR_MS / 60);
      age.current();
    }
    expect(till.writes()).toBe(11);
    till.pass(-30 * 24 * HOUR_MS);
    age.current();
    till.pass(OLD_AFTER_MS + 1);
    (await till.start()).look();
    expect(till.told).toEqual([true]);
  });

  test.each([['text'], [-1], [Number.NaN]])(
    'NEWS5: %j on disk counts from now on',
    async (value) => {
      const till = machine();
      till.rows.set('news', value);
      (await till.start()).look();
      expect(till.told).toEqual([]);
    },
  );

  test('NEWS5: a disk that refuses stands in nobody’s way', async () => {
    const till = machine();
    till.breakDisk();
    const age = await till.start();
    till.pass(OLD_AFTER_MS + 1);
    age.look();
    age.current();
    expect(till.told).toEqual([true, false]);
  });
});
