import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drillLeft, LONGEST_DRILL_MS } from './drill-left.ts';

const word = { drill: 'd-1', from_ms: 1_000_000, until_ms: 1_900_000 };

test('LD1: a till without a word, before, after and inside the drill', () => {
  expect(drillLeft(undefined, 1_200_000, undefined)).toBe(0);
  expect(drillLeft(word, 1_200_000, undefined)).toBe(700_000);
  expect(drillLeft(word, 1_900_000, undefined)).toBe(0);
  expect(drillLeft(word, 5_000_000, undefined)).toBe(0);
  // A clock some seconds behind the site's is told apart from one that is a day off.
  expect(drillLeft(word, 999_000, undefined)).toBe(900_000);
  expect(drillLeft(word, 1000, undefined)).toBe(0);
});

test('LD1: a drill that is over at the till, replayed, takes nothing', () => {
  expect(drillLeft(word, 1_200_000, 'd-1')).toBe(0);
  expect(drillLeft(word, 1_200_000, 'd-0')).toBe(700_000);
});

test('LD1: whatever a row says no line is away for more than an hour, and never past its end', () => {
  const any = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, word.from_ms, word.until_ms));
  fc.assert(
    fc.property(any, any, any, (from_ms, until_ms, now) => {
      const left = drillLeft({ drill: 'd-2', from_ms, until_ms }, now, undefined);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left).toBeLessThanOrEqual(LONGEST_DRILL_MS);
      if (left > 0) expect(now + left).toBeLessThanOrEqual(until_ms + 1e-6 * Math.abs(until_ms));
    }),
  );
  expect(
    drillLeft({ ...word, until_ms: word.from_ms + LONGEST_DRILL_MS + 1 }, 1_000_000, undefined),
  ).toBe(0);
});
