import { useEffect, useRef, useState } from 'react';
import { beepRefused } from '../look/sounds.ts';
import { useTill } from '../till-context.tsx';
import type { ValueTold } from '../value-api.ts';

/** A card that is keyed or scanned, what head office says of it, and whether it is being asked. */
export function useGiftCard(scanned: string | undefined) {
  const till = useTill();
  const [number, setNumber] = useState('');
  const [told, setTold] = useState<ValueTold>();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  /** The newest question counts; none does once the dialog is left. */
  const asked = useRef(0);

  async function ask(card: string): Promise<void> {
    const mine = ++asked.current;
    setNumber(card);
    setTold(undefined);
    setProblem(undefined);
    setAsking(true);
    const answer = await till.call('ask-value', { number: card });
    if (mine !== asked.current) return;
    setAsking(false);
    if (answer.ok) setTold(answer);
    else refuse(answer.next);
  }

  /** Undefined takes back what was told. */
  function refuse(words: string | undefined): void {
    if (words !== undefined) beepRefused();
    setProblem(words);
  }

  useEffect(() => {
    if (scanned !== undefined) void ask(scanned);
    return () => void (asked.current += 1);
    // Once, with the scan that opened the dialog.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  return {
    number,
    told,
    isAsking,
    problem,
    refuse,
    ask: (card: string): void => void ask(card),
    /** Another card, from the start. */
    again: (): void => {
      asked.current += 1;
      setNumber('');
      setTold(undefined);
      setAsking(false);
      setProblem(undefined);
    },
  };
}
