import { expect, test } from 'vitest';
import { spreadPushes } from './spread-pushes.ts';

const ALMOST_ONE = 0.999;

test('OV6: a region that only sells is never told to wait, however many tills say hello', () => {
  const pushAfter = spreadPushes(
    () => 0,
    () => ALMOST_ONE,
  );
  const told = Array.from({ length: 5000 }, (_, i) => pushAfter(i % 3));
  expect(Math.max(...told)).toBe(0);
});

test('OV6: tills that come with a backlog all at once are spread out, then no longer', () => {
  let now = 0;
  const pushAfter = spreadPushes(
    () => now,
    () => ALMOST_ONE,
  );
  const told = Array.from({ length: 5000 }, () => pushAfter(300));
  expect(told.slice(0, 400)).toEqual(Array.from({ length: 400 }, () => 0));
  expect(told[400]).toBeGreaterThan(3000);
  expect(told.at(-1)).toBeGreaterThan(40_000);
  expect(Math.max(...told)).toBeLessThanOrEqual(120_000);
  now = 10_001;
  expect(pushAfter(300)).toBe(0);
});
