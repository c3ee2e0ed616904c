import { useState } from 'react';
import { useTold } from '../../shared/notices.tsx';
import type { Done, Refusal } from '../../shared/till-api.ts';

/** One command behind a button: busy while it runs, pressed again it waits for the first. */
export function useAsk(ask: () => Promise<Done | Refusal>): { isAsking: boolean; go: () => void } {
  const told = useTold();
  const [isAsking, setAsking] = useState(false);
  async function askOnce(): Promise<void> {
    setAsking(true);
    await told(ask());
    setAsking(false);
  }
  return { isAsking, go: () => (isAsking ? undefined : void askOnce()) };
}
