import { useCallback, useEffect, useState } from 'react';
import { say } from '../../../shared/words/say.ts';
import type { StoreParkedSale } from '../../../shared/parking-api.ts';
import { useTill } from '../../../shared/till-context.tsx';

/** Undefined while head office is asked; words where it does not answer. */
export type Others = {
  said: { sales: readonly StoreParkedSale[] } | { words: string } | undefined;
  hasSales: boolean;
  load: () => void;
};

/** Sales parked at the store's other tills. `then`: what waits on this till may have changed by it. */
export function useStoreParked(then: () => void): Others {
  const till = useTill();
  const [said, setSaid] = useState<Others['said']>();
  const load = useCallback(() => {
    async function read(): Promise<void> {
      try {
        const answer = await till.call('store-parked', {});
        setSaid(answer.ok ? { sales: answer.sales } : { words: answer.next });
      } catch {
        setSaid({ words: say('The till did not answer. Please try again.') });
      }
      then();
    }
    void read();
  }, [till, then]);
  useEffect(load, [load]);
  const hasSales = said !== undefined && 'sales' in said && said.sales.length > 0;
  return { said, hasSales, load };
}
