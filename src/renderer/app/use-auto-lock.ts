import { useEffect, useEffectEvent } from 'react';
import { useTill, useTillView } from '../shared/till-context.tsx';
import type { ShellStore } from './shell-store.ts';

/** Where the till could not be locked, e.g. while a sale is written, ms until the next try. */
const AGAIN_MS = 2000;
/** The keys of a scan are taken before anybody hears them go down; they are heard coming up. */
const SIGNS = ['keydown', 'keyup', 'pointerdown', 'wheel'] as const;

/** Signs out whoever leaves the till alone for as long as the store allows; the basket stays (dom-A5). */
export function useAutoLock(shell: ShellStore): void {
  const till = useTill();
  const afterMs = useTillView((view) => view.till?.autoLockMs);
  const isSignedIn = useTillView((view) => view.cashier !== undefined);

  const lock = useEffectEvent(async () => {
    const answer = await till.call('sign-out', { why: 'idle' });
    // What lay over the sale is nobody's business any more.
    if (answer.ok) shell.setState({ over: undefined, dialog: undefined });
  });

  useEffect(() => {
    if (!isSignedIn || afterMs === undefined) return undefined;
    const idleMs = afterMs;
    let heardMs = performance.now();
    const heard = (): void => void (heardMs = performance.now());
    let timer = setTimeout(look, idleMs);
    function look(): void {
      const leftMs = heardMs + idleMs - performance.now();
      if (leftMs <= 0) void lock();
      timer = setTimeout(look, leftMs <= 0 ? AGAIN_MS : leftMs);
    }
    for (const sign of SIGNS) window.addEventListener(sign, heard, { capture: true });
    return () => {
      clearTimeout(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, heard, { capture: true });
    };
  }, [isSignedIn, afterMs]);
}
