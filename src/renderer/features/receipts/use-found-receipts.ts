import { useEffect, useRef, useState } from 'react';
import { isCardText } from '../../../domain/pay/card-text.ts';
import { RECEIPTS_A_PAGE, type ReceiptPage, type ReceiptQuery } from '../../shared/receipts-api.ts';
import { useTill } from '../../shared/till-context.tsx';

export type FoundReceipts = {
  query: ReceiptQuery;
  /** Of the latest answer, with where it begins; undefined before the first. */
  page: (ReceiptPage & { offset: number }) | undefined;
  problem: string | undefined;
  isAsking: boolean;
  /** Changes what is looked for; the list begins again at its newest. */
  ask: (change: Partial<Omit<ReceiptQuery, 'offset'>>) => void;
  /** A page further back, or nearer. */
  turn: (pages: 1 | -1) => void;
};

const FIRST: ReceiptQuery = { by: 'number', text: '', ofStore: false, offset: 0 };

/** Asks anew with each change; an answer that was overtaken is dropped. */
export function useFoundReceipts(): FoundReceipts {
  const till = useTill();
  const [query, setQuery] = useState(FIRST);
  const [page, setPage] = useState<FoundReceipts['page']>();
  const [problem, setProblem] = useState<string>();
  const [isAsking, setAsking] = useState(true);
  const latest = useRef(0);

  useEffect(() => {
    const asked = ++latest.current;
    async function ask(): Promise<void> {
      const answer = await till.call('find-receipts', query);
      if (asked !== latest.current) return;
      setAsking(false);
      setProblem(answer.ok ? undefined : answer.next);
      setPage(answer.ok ? { ...answer, offset: query.offset } : undefined);
    }
    void ask();
  }, [till, query]);

  function change(next: ReceiptQuery): void {
    setAsking(true);
    setQuery(next);
  }

  return {
    query,
    page,
    problem,
    isAsking,
    ask: (asked) => change(withoutCard({ ...query, ...asked, offset: 0 })),
    turn: (pages) => {
      const offset = query.offset + pages * RECEIPTS_A_PAGE;
      if (offset >= 0 && offset < (page?.total ?? 0)) change({ ...query, offset });
    },
  };
}

/** A card's number does not even stay in the field (dom-Y2): of a card four figures are keyed. */
function withoutCard(query: ReceiptQuery): ReceiptQuery {
  const { by, text } = query;
  if (isCardText(text)) return { ...query, text: '' };
  return by === 'card' ? { ...query, text: text.replaceAll(/\D/g, '').slice(0, 4) } : query;
}
