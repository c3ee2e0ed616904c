import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HangWatch } from './hang-watch.ts';

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }),
);
afterEach(() => void vi.useRealTimers());

test('tells once of a page silent for 30 s, and once of its return', async () => {
  const told: string[] = [];
  const unanswered: (() => void)[] = [];
  const watch = new HangWatch(() => new Promise<void>((resolve) => unanswered.push(resolve)));
  watch.start(
    () => told.push('hung'),
    () => told.push('back'),
  );
  vi.advanceTimersByTime(30_000);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(['hung']);
  unanswered[0]?.();
  await new Promise(setImmediate);
  expect(told).toEqual(['hung', 'back']);
  watch.stop();
  vi.advanceTimersByTime(90_000);
  expect(told).toEqual(['hung', 'back']);
});
