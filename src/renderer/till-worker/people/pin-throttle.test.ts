import { describe, expect, it } from 'vitest';
import { notInFuture, waitBeforeTry } from './pin-throttle.ts';

const NOW = 1_800_000_000_000;
const YEAR = 365 * 86_400_000;

describe('pin throttle', () => {
  it('lets three wrong tries pass, then makes one wait longer each time (dom-A1)', () => {
    const waits = [1, 2, 3, 4, 5].map((count) => waitBeforeTry({ count, lastMs: NOW }, NOW));
    expect(waits).toEqual([0, 0, 5000, 10_000, 20_000]);
  });

  it('locks for half an hour after ten (dom-A2)', () => {
    expect(waitBeforeTry({ count: 10, lastMs: NOW }, NOW)).toBe(30 * 60_000);
    expect(waitBeforeTry({ count: 10, lastMs: NOW }, NOW + 30 * 60_000)).toBe(0);
  });

  it('ends the wait after a clock was set back (dom-A2)', () => {
    const stored = notInFuture({ count: 3, lastMs: NOW + YEAR }, NOW);
    expect(waitBeforeTry(stored, NOW)).toBe(5000);
    expect(waitBeforeTry(notInFuture(stored, NOW + 5000), NOW + 5000)).toBe(0);
  });
});
