import { useCallback, useEffect, useState } from 'react';
import type { CustomersFound } from '../../../../domain/customer/find-customers.ts';
import { isCardText } from '../../../../domain/pay/card-text.ts';
import { useTill } from '../../../shared/till-context.tsx';

/** Fewer letters find half the town. */
const FROM_CHARACTERS = 2;
const PAUSE_MS = 60;
/** More are not read at a till; another word finds fewer. */
const MOST_HITS = 30;

type Found = CustomersFound & { text: string };

/** Customers as their name is typed. An answer to an older text never replaces a newer one. */
export function useCustomers() {
  const till = useTill();
  const [text, keepText] = useState('');
  // A payment card's number does not even stay in the field (dom-Y2).
  const setText = useCallback((next: string): void => keepText(isCardText(next) ? '' : next), []);
  const [found, setFound] = useState<Found>();
  const [at, setAt] = useState(0);
  const wanted = text.trim();
  const isShort = wanted.length < FROM_CHARACTERS;

  useEffect(() => {
    if (isShort) return undefined;
    let isWanted = true;
    async function ask(): Promise<void> {
      const answer = await till.call('find-customers', { text: wanted, limit: MOST_HITS });
      if (!isWanted) return;
      setFound({ text: wanted, ...answer });
      setAt(0);
    }
    const pause = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(pause);
      isWanted = false;
    };
  }, [till, wanted, isShort]);

  const shown = isShort ? undefined : found;
  const hits = shown?.hits ?? [];
  return {
    text,
    setText,
    hits,
    total: shown?.total ?? 0,
    at: Math.min(at, hits.length - 1),
    /** What stands there is of the text that stands there. */
    isCurrent: shown?.text === wanted,
    isAsking: !isShort && shown === undefined,
    isShort,
    move: (step: number): void =>
      setAt((now) => Math.max(0, Math.min(hits.length - 1, now + step))),
  };
}
