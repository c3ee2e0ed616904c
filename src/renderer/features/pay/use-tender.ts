import { useReducer, useState } from 'react';
import type { PayAnswer } from '../../shared/pay-once.ts';
import { useTillView } from '../../shared/till-context.tsx';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { enterTender, NOTHING_GIVEN, tenderedAmount } from './tender-entry.ts';

export type Tender = ReturnType<typeof useTender>;

/** The tender being entered and its one payment. A refusal keeps what was entered. */
export function useTender(pay: (tendered: number) => Promise<PayAnswer>) {
  const { currency } = useMoneySetting();
  const due = useTillView((view) => view.basket.cashDue);
  const [entry, enter] = useReducer(enterTender, NOTHING_GIVEN);
  const [isPaying, setPaying] = useState(false);
  const [problem, setProblem] = useState<string>();
  const given = tenderedAmount(entry, currency);
  const isEnough = given !== undefined && given >= due;

  async function take(): Promise<void> {
    if (!isEnough || isPaying) return;
    setPaying(true);
    setProblem(undefined);
    const answer = await pay(given);
    setPaying(false);
    if (!answer.ok) setProblem(answer.next);
  }

  return {
    due,
    given,
    isEnough,
    isPaying,
    problem,
    keyedText: entry.by === 'keys' ? entry.text : '',
    enter,
    take: () => void take(),
  };
}
