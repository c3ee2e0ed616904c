import { useRef, useState } from 'react';
import type { ReceiptAsked, ReceiptView } from '../../shared/receipts-api.ts';
import { useTill } from '../../shared/till-context.tsx';

export type OpenedReceipt = {
  view: ReceiptView | undefined;
  problem: string | undefined;
  isOpening: boolean;
  open: (asked: ReceiptAsked) => void;
  close: () => void;
};

/** The one receipt that is looked at; the last one asked for wins. */
export function useOpenedReceipt(): OpenedReceipt {
  const till = useTill();
  const [view, setView] = useState<ReceiptView>();
  const [problem, setProblem] = useState<string>();
  const [isOpening, setOpening] = useState(false);
  const latest = useRef(0);

  async function ask(asked: ReceiptAsked): Promise<void> {
    const mine = ++latest.current;
    setOpening(true);
    const answer = await till.call('open-receipt', asked);
    if (mine !== latest.current) return;
    setOpening(false);
    setProblem(answer.ok ? undefined : answer.next);
    setView(answer.ok ? answer.view : undefined);
  }

  return {
    view,
    problem,
    isOpening,
    open: (asked) => void ask(asked),
    close: () => {
      latest.current += 1;
      setOpening(false);
      setProblem(undefined);
      setView(undefined);
    },
  };
}
