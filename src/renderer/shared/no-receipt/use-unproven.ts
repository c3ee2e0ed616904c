import { useEffect, useState, type ReactNode } from 'react';
import type { ReturnReason } from '../../../domain/after/after-reason.ts';
import { beepRefused } from '../look/sounds.ts';
import type { NoReceiptTold, UnprovenAsk } from '../no-receipt-api.ts';
import type { Refusal } from '../till-api.ts';
import { useTill } from '../till-context.tsx';
import { useSigned } from '../use-signed.tsx';
import {
  askedOf,
  counted,
  isSame,
  stepped,
  withGoods,
  type UnprovenRow,
} from './no-receipt-rows.ts';

/** What is being brought back without a receipt, and what is done to it. */
export type Unproven = {
  rows: readonly UnprovenRow[];
  at: number;
  /** The one that is chosen. */
  row: UnprovenRow | undefined;
  /** How many days were looked back over; undefined before the first article. */
  days: number | undefined;
  /** Why the last article was not taken. */
  problem: string | undefined;
  told: NoReceiptTold | Refusal | undefined;
  canPay: boolean;
  isBusy: boolean;
  /** The signature that is asked for in the dialog's place. */
  signature: ReactNode;
  find: (goods: { code: string } | { article: string }) => void;
  choose: (index: number) => void;
  move: (by: 1 | -1) => void;
  step: (by: 1 | -1, index?: number) => void;
  count: (qtyMilli: number) => void;
  because: (reason: ReturnReason) => void;
  /** In cash, or as store credit where any can be given. */
  pay: (how?: { asCredit: true }) => void;
};

export function useUnproven(onPaid: () => void): Unproven {
  const till = useTill();
  const signed = useSigned();
  const [rows, setRows] = useState<readonly UnprovenRow[]>([]);
  const [at, setAt] = useState(0);
  const [days, setDays] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const lines = askedOf(rows);
  const told = useTold(lines);
  const canPay = told?.ok === true && !signed.isAsking;
  const change = (index: number, to: (row: UnprovenRow) => UnprovenRow): void => {
    setAt(index);
    // From what is there by now: keys may come faster than the screen is drawn.
    setRows((now) => now.map((row, here) => (here === index ? to(row) : row)));
  };

  async function look(goods: { code: string } | { article: string }): Promise<void> {
    const answer = await till.call('ask-back-price', goods);
    if (!answer.ok) {
      beepRefused();
      setProblem(answer.next);
      return;
    }
    setProblem(undefined);
    setDays(answer.days);
    setRows((now) => {
      const next = withGoods(now, answer);
      setAt(next.findIndex((row) => isSame(row, answer)));
      return next;
    });
  }

  return {
    rows,
    at,
    row: rows[at],
    days,
    problem,
    told,
    canPay,
    isBusy: signed.isAsking,
    signature: signed.dialog,
    find: (goods) => void look(goods),
    choose: setAt,
    move: (by) => setAt((now) => Math.min(Math.max(now + by, 0), Math.max(rows.length - 1, 0))),
    step: (by, index = at) => change(index, (row) => stepped(row, by)),
    count: (qtyMilli) => change(at, (row) => counted(row, qtyMilli)),
    because: (reason) => change(at, (row) => ({ ...row, reason })),
    pay: (how) => {
      if (!canPay || lines === undefined) return;
      if (how !== undefined && told.credit === 0) return;
      signed.ask(
        (approver) => till.call('return-no-receipt', { lines, ...how, ...approver }),
        onPaid,
      );
    },
  };
}

/** What it would pay, asked anew with each change; an answer that was overtaken is dropped. */
function useTold(lines: UnprovenAsk[] | undefined): NoReceiptTold | Refusal | undefined {
  const till = useTill();
  const [told, setTold] = useState<{ of: string; answer: NoReceiptTold | Refusal }>();
  const of = JSON.stringify(lines ?? null);
  useEffect(() => {
    const wanted = JSON.parse(of) as UnprovenAsk[] | null;
    if (wanted === null) return undefined;
    let isLate = false;
    const ask = async (asked: UnprovenAsk[]): Promise<void> => {
      const answer = await till.call('tell-no-receipt', { lines: asked });
      if (!isLate) setTold({ of, answer });
    };
    void ask(wanted);
    return () => {
      isLate = true;
    };
  }, [till, of]);
  return lines !== undefined && told?.of === of ? told.answer : undefined;
}
