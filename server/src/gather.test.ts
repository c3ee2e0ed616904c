import { expect, test } from 'vitest';
import { gather } from './gather.ts';

test('calls of one turn make one run, in their order', async () => {
  const runs: number[][] = [];
  const double = gather({ atOnce: 1, most: 10 }, async (items: readonly number[]) => {
    runs.push([...items]);
    return items.map((n) => n * 2);
  });
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(runs).toEqual([[1, 2, 3]]);
});

test('what comes while a run is under way waits for it and goes together', async () => {
  const runs: number[][] = [];
  const gates: (() => void)[] = [];
  const ask = gather({ atOnce: 1, most: 2 }, async (items: readonly number[]) => {
    runs.push([...items]);
    await new Promise<void>((resolve) => gates.push(resolve));
    return items;
  });
  const first = ask(1);
  await expect.poll(() => runs.length).toBe(1);
  const later = [2, 3, 4].map(ask);
  gates[0]?.();
  await first;
  await expect.poll(() => runs.length).toBe(2);
  gates[1]?.();
  await expect.poll(() => runs.length).toBe(3);
  gates[2]?.();
  expect(await Promise.all(later)).toEqual([2, 3, 4]);
  expect(runs).toEqual([[1], [2, 3], [4]]);
});

test('a run that fails fails its own callers only, and the next goes on', async () => {
  const ask = gather({ atOnce: 1, most: 1 }, async (items: readonly number[]) => {
    if (items.includes(2)) throw new Error('two');
    return items;
  });
  const results = await Promise.allSettled([1, 2, 3].map(ask));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
