import { describe, expect, test } from 'vitest';
import type { PullSink } from './head-office/pull-changes.ts';
import { PullLane } from './pull-lane.ts';

const at = (n: number) => ({ 'A:A-12345678': n });
const moved = (ds: readonly string[], after: number, vec: number) => ({
  ds: [...ds],
  after: at(after),
  vec: at(vec),
});

function open(sets: readonly (readonly string[])[] = [['staff', 'flag'], ['price'], ['customer']]) {
  const asked: string[] = [];
  let lost: string | undefined;
  let meanwhile: () => void = () => undefined;
  let ms = 0;
  let current = 0;
  const sinkOf = (datasets: readonly string[]): PullSink => ({
    datasets,
    cursor: () => Promise.resolve('c'),
    apply: () => Promise.resolve(),
    reset: () => Promise.resolve(),
    held: () => Promise.resolve(new Map()),
    keep: () => undefined,
    progress: () => undefined,
  });
  const answer = new TextEncoder().encode(
    JSON.stringify({ changes: [], cursor: 'c', more: false, stale: false }),
  );
  const lane = new PullLane({
    get: () => async (path) => {
      const [, set = ''] = /datasets=([^&]+)/.exec(decodeURIComponent(path)) ?? [];
      asked.push(set);
      meanwhile();
      return set === lost ? undefined : answer;
    },
    sinks: sets.map(sinkOf),
    now: () => ms,
    current: () => void (current += 1),
  });
  const pulled = async () => {
    asked.length = 0;
    const ok = await lane.pull('A');
    return ok ? asked.join(' ') : `${asked.join(' ')} failed`;
  };
  const atRest = async (n: number) => {
    lane.behind(at(n));
    await lane.pull('A');
    expect(lane.behind(at(n))).toBe(false);
  };
  return {
    lane,
    pulled,
    atRest,
    lose: (set?: string) => (lost = set),
    during: (run: () => void) => (meanwhile = run),
    pass: (by: number) => (ms += by),
    current: () => current,
  };
}
const ALL = 'staff,flag price customer';

test('NEWS5 all that the site serves is held: after a whole pull, and whenever the site says where it is', async () => {
  const { lane, pulled, lose, current } = open();
  expect(lane.behind(at(7))).toBe(true);
  lose('price');
  await pulled();
  expect(current()).toBe(0);
  lose();
  await pulled();
  expect(current()).toBe(1);
  expect(lane.behind(at(7))).toBe(false);
  expect(current()).toBe(2);
  expect(lane.behind(at(8))).toBe(true);
  expect(current()).toBe(2);
});

describe('a poke that says what moved (NEWS2)', () => {
  test('NEWS2 only what moved is asked for, and the till is not behind afterwards', async () => {
    const { lane, pulled, atRest } = open();
    await atRest(7);
    lane.poked(moved(['flag', 'release'], 7, 9));
    expect(await pulled()).toBe('staff,flag');
    expect(lane.behind(at(9))).toBe(false);
    expect(lane.behind(at(10))).toBe(true);
  });
  test('NEWS2 pokes that follow each other are pulled together, rows that no till holds cost nothing', async () => {
    const { lane, pulled, atRest } = open();
    await atRest(7);
    lane.poked(moved(['customer'], 7, 8));
    lane.poked(moved(['price'], 8, 9));
    expect(await pulled()).toBe('price customer');
    lane.poked(moved(['release'], 9, 10));
    expect(await pulled()).toBe('');
    expect(lane.behind(at(10))).toBe(false);
  });
  test('NEWS2 whoever missed a poke, or hears one without a word, pulls everything', async () => {
    const { lane, pulled, atRest } = open();
    await atRest(7);
    lane.poked(moved(['flag'], 8, 9));
    expect(await pulled()).toBe(ALL);
    await atRest(9);
    lane.poked(undefined);
    lane.poked(moved(['flag'], 9, 10));
    expect(await pulled()).toBe(ALL);
    // A till that just started knows no position.
    const fresh = open();
    fresh.lane.poked(moved(['flag'], 0, 1));
    expect(await fresh.pulled()).toBe(ALL);
  });
  test('NEWS2 a poll asks for everything, whatever the last poke said', async () => {
    const { lane, pulled, atRest } = open();
    await atRest(7);
    lane.poked(moved(['flag'], 7, 8));
    await pulled();
    expect(await pulled()).toBe(ALL);
  });
  test('NEWS2 pokes that put the poll off do not put everything off', async () => {
    const { lane, pulled, atRest, pass } = open();
    await atRest(7);
    const asked: string[] = [];
    for (let n = 7; n < 12; n += 1) {
      pass(40_000);
      lane.poked(moved(['price'], n, n + 1));
      asked.push(await pulled());
      lane.behind(at(n + 1));
    }
    expect(asked).toEqual(['price', 'price', ALL, 'price', 'price']);
  });
  test('NEWS2 a pull that failed is made up for by one of everything', async () => {
    const { lane, pulled, atRest, lose } = open();
    await atRest(7);
    lane.poked(moved(['price'], 7, 8));
    lose('price');
    expect(await pulled()).toBe('price failed');
    expect(lane.behind(at(8))).toBe(true);
    lose();
    lane.poked(moved(['price'], 8, 9));
    expect(await pulled()).toBe(ALL);
  });
  test('NEWS2 a poke while a pull reads joins on to where that pull ends', async () => {
    const { lane, pulled, atRest, during } = open();
    await atRest(7);
    lane.poked(moved(['flag'], 7, 8));
    during(() => lane.poked(moved(['price'], 8, 9)));
    await pulled();
    during(() => undefined);
    expect(await pulled()).toBe('price');
    expect(lane.behind(at(9))).toBe(false);
  });
});
