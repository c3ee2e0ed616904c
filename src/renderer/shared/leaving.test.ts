import { expect, test, vi } from 'vitest';
import { askBeforeLeaving, restartPage } from './leaving.ts';

test('EX8 D24: a page that starts anew asks nobody, also where the queue is told of before it is gone', () => {
  const listeners = new Set<unknown>();
  const reload = vi.fn();
  vi.stubGlobal('window', {
    addEventListener: (_: string, run: unknown) => listeners.add(run),
    removeEventListener: (_: string, run: unknown) => listeners.delete(run),
    location: { reload },
  });
  askBeforeLeaving(true);
  expect(listeners.size).toBe(1);
  restartPage();
  // The worker tells every second what waits; a reload takes longer on a busy machine.
  askBeforeLeaving(true);
  expect(listeners.size).toBe(0);
  expect(reload).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
});
