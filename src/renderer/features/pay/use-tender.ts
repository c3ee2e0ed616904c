import { useReducer, useState } from 'react';
import type { PayAnswer } from '../../shared/pay-once.ts';
import type { Done, Refusal } from '../../shared/till-api.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { enterTender, NOTHING_GIVEN, tenderedAmount } from './tender-entry.ts';

export type Tender = ReturnType<typeof useTender>;

/** The tender being entered and its one payment. A refusal keeps what was entered. */
export function useTender(pay: (tendered: number) => Promise<PayAnswer>) {
  const { currency } = useMoneySetting();
  const till = useTill();
  const due = useTillView((view) => view.basket.cashDue);
  const balance = useTillView((view) => view.basket.balance);
  const isPaidUp = useTillView(
    ({ basket: { balance: open, tenders, lines } }) =>
      open === 0 && (tenders.length > 0 || lines.some(({ back }) => back !== undefined)),
  );
  const [entry, enter] = useReducer(enterTender, NOTHING_GIVEN);
  const [isPaying, setPaying] = useState(false);
  const [problem, setProblem] = useState<string>();
  const given = tenderedAmount(entry, currency);
  const isEnough = isPaidUp || (given !== undefined && given >= due);
  const isPart = !isPaidUp && given !== undefined && given > 0 && given < due;

  async function take(): Promise<void> {
    if (!isEnough || isPaying) return;
    setPaying(true);
    setProblem(undefined);
    const answer = await pay(isPaidUp ? 0 : (given ?? 0));
    setPaying(false);
    if (!answer.ok) setProblem(answer.next);
  }

  /** The rest is asked for next. */
  async function takePart(): Promise<void> {
    if (!isPart || isPaying) return;
    await ask(till.call('take-part', { tendered: given }));
  }

  /** What was keyed where that is a part of what is open, else all of it. */
  const byCard = given !== undefined && given > 0 && given < balance ? given : balance;
  async function takeCard(): Promise<void> {
    if (isPaying) return;
    await ask(till.call('pay-card', byCard === balance ? {} : { amount: byCard }));
  }

  async function ask(answer: Promise<Done | Refusal>): Promise<void> {
    setPaying(true);
    setProblem(undefined);
    const { ok, next } = { next: '', ...(await answer) };
    setPaying(false);
    if (ok) enter({ type: 'clear' });
    else setProblem(next);
  }

  return {
    due,
    given,
    isEnough,
    isPart,
    isPaidUp,
    isPaying,
    problem,
    keyedText: entry.by === 'keys' ? entry.text : '',
    enter,
    take: () => void take(),
    byCard,
    takeCard: () => void takeCard(),
    takePart: () => void takePart(),
    takeBack: (tenderId: string) => {
      if (!isPaying) void ask(till.call('take-back', { tenderId }));
    },
  };
}
