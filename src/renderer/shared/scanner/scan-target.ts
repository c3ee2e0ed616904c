import { useEffect, useEffectEvent } from 'react';

/** Who takes a scan; `not-mine` leaves it to whoever would have it else. */
type Taker = (code: string, readMs: number) => unknown;

/** Open dialogs that take scans themselves, the topmost last. */
const takers: Taker[] = [];

/** Who takes the next scan in place of the basket, if anybody. */
export function scanTaker(): Taker | undefined {
  return takers.at(-1);
}

/** While the caller is on screen, scans come to it and sell nothing. */
export function useScansComeHere(take: Taker): void {
  const taken = useEffectEvent(take);
  useEffect(() => {
    const taker: Taker = (code, readMs) => taken(code, readMs);
    takers.push(taker);
    return () => {
      takers.splice(takers.indexOf(taker), 1);
    };
  }, []);
}
