import { expect, test } from 'vitest';
import { offsetAtStart } from './server-clock.ts';

const DAY = 86_400_000;
const NOW = 1_790_000_000_000;

test('D15: a clock that was a year ahead is corrected before head office answers', () => {
  const kept = { offset_ms: -366 * DAY, wall_ms: NOW + 366 * DAY };
  expect(offsetAtStart(kept, NOW + 367 * DAY)).toBe(-366 * DAY);
});

test('D15: a clock put right while the till was off is believed again', () => {
  const kept = { offset_ms: -366 * DAY, wall_ms: NOW + 366 * DAY };
  expect(offsetAtStart(kept, NOW + DAY)).toBe(0);
});

test('D15: after an empty battery it is at least as late as head office last said', () => {
  expect(offsetAtStart({ offset_ms: 500, wall_ms: NOW }, 0)).toBe(NOW + 500);
});

test('D15: a till that never spoke to head office has its own clock only', () => {
  expect(offsetAtStart(undefined, NOW)).toBe(0);
});
