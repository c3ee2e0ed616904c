import { useEffect, useSyncExternalStore } from 'react';
import { useTillView } from '../../shared/till-context.tsx';
import type { UpdatePort } from '../../shared/update-port.ts';
import { isBetweenSales } from './is-between-sales.ts';

/** So long nobody has touched a signed-out till, ms: it updates without being asked. */
const STILL_MS = 10_000;
const TOUCHES = ['keydown', 'pointerdown', 'pointermove'] as const;

/**
 * What to tell of a newer build: nothing, that it waits for the end of the sale, or that it may be
 * put in place now. Loads the page anew once it is in place, and never with a sale under way.
 */
export function useUpdate(
  updates: UpdatePort,
  isFree: boolean,
  restart: () => void,
): 'none' | 'waits' | 'offered' {
  const state = useSyncExternalStore(updates.subscribe, updates.state);
  const isIdle = useTillView(isBetweenSales) && isFree;
  const isSignedOut = useTillView((view) => view.phase.at === 'signed-out');
  useEffect(() => {
    if (state === 'in-place' && isIdle) restart();
  }, [state, isIdle, restart]);
  useWhenStill(state === 'ready' && isIdle && isSignedOut, updates.putInPlace);
  if (state === 'none') return 'none';
  return state === 'ready' && isIdle ? 'offered' : 'waits';
}

function useWhenStill(isWanted: boolean, act: () => void): void {
  useEffect(() => {
    if (!isWanted) return undefined;
    let timer = setTimeout(act, STILL_MS);
    const again = (): void => {
      clearTimeout(timer);
      timer = setTimeout(act, STILL_MS);
    };
    for (const touch of TOUCHES) window.addEventListener(touch, again);
    return () => {
      clearTimeout(timer);
      for (const touch of TOUCHES) window.removeEventListener(touch, again);
    };
  }, [isWanted, act]);
}
