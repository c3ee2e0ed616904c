import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { endHangs, HANG_GRACE_MS } from './hang-guard.ts';
import { makeLog } from './log.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function hungWindow(): { window: EventEmitter; ended: () => number } {
  let ended = 0;
  const window = Object.assign(new EventEmitter(), {
    isDestroyed: () => false,
    webContents: { forcefullyCrashRenderer: () => void ended++ },
  });
  endHangs(
    window,
    makeLog(() => undefined, Date.now),
  );
  return { window, ended: () => ended };
}

test('a page that stays hung is ended once its grace is over', () => {
  const { window, ended } = hungWindow();
  window.emit('unresponsive');
  vi.advanceTimersByTime(HANG_GRACE_MS - 1);
  expect(ended()).toBe(0);
  vi.advanceTimersByTime(1);
  expect(ended()).toBe(1);
});

test.each(['responsive', 'closed'])('%s within the grace ends nothing', (event) => {
  const { window, ended } = hungWindow();
  window.emit('unresponsive');
  window.emit(event);
  vi.advanceTimersByTime(HANG_GRACE_MS * 2);
  expect(ended()).toBe(0);
});
