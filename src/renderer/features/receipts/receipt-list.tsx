import { useEffect, useRef } from 'react';
import { useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { MoneyText } from '../../shared/ui/money-text.tsx';
import type { ReceiptHit } from '../../shared/receipts-api.ts';
import { countWords, goodsWords, KIND_WORDS, whenWords } from './receipt-words.ts';
import type { FoundReceipts } from './use-found-receipts.ts';
import { say, sayLater } from '../../shared/words/say.ts';

type ReceiptListProps = {
  found: FoundReceipts;
  chosen: string | undefined;
  onChoose: (docNo: string) => void;
};

const HERE = { locale: 'en-GB', timeZone: 'UTC' };

/** What fits, newest first; the focus stays in the search field. */
export function ReceiptList({ found, chosen, onChoose }: ReceiptListProps) {
  const { page, problem, isAsking, turn } = found;
  const { locale } = useTillView((view) => view.till) ?? HERE;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen === undefined) return;
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const hits = page?.hits ?? [];
  const offset = page?.offset ?? 0;
  const hasOlder = page !== undefined && offset + hits.length < page.total;
  return (
    <div className="receipts-found">
      <p className="results-count" role="status">
        {wordsOf(found, locale)}
      </p>
      {hits.length === 0 ? (
        <p className="find-empty">{problem ?? (isAsking ? say('Looking …') : emptyWords(found))}</p>
      ) : (
        <div className="results-list" role="listbox" aria-label={say('Receipts found')} ref={list}>
          {hits.map((hit) => (
            <Row
              key={hit.docNo}
              hit={hit}
              isChosen={hit.docNo === chosen}
              onChoose={() => onChoose(hit.docNo)}
            />
          ))}
        </div>
      )}
      {offset === 0 && !hasOlder ? undefined : (
        <div className="receipts-turn">
          <Button keyCap="PgUp" isDisabled={offset === 0} onPress={() => turn(-1)}>
            {say('Newer')}
          </Button>
          <Button keyCap="PgDn" isDisabled={!hasOlder} onPress={() => turn(1)}>
            {say('Older')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Row(props: { hit: ReceiptHit; isChosen: boolean; onChoose: () => void }) {
  const { hit, isChosen, onChoose } = props;
  const place = useTillView((view) => view.till) ?? HERE;
  const nowMs = useTillView((view) => view.nowMs);
  return (
    <div
      className="result receipt-row"
      role="option"
      aria-selected={isChosen}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className="result-name">
        {hit.docNo}
        {hit.kind === 'sale' ? undefined : (
          <span className="receipt-kind">{sayLater(KIND_WORDS[hit.kind])}</span>
        )}
      </span>
      <span className="result-aside">
        <time>{whenWords(hit.closedMs, nowMs, place)}</time> · {goodsWords(hit)}
      </span>
      <span className="result-price">
        <MoneyText amount={hit.total} bare />
      </span>
    </div>
  );
}

function wordsOf({ page }: FoundReceipts, locale: string): string {
  if (page === undefined || page.total === 0) return '';
  const words = countWords(page.offset, page.hits.length, page.total, locale);
  return page.isComplete ? words : say('{words}; older ones are still being listed.', { words });
}

function emptyWords({ query }: FoundReceipts): string {
  const isAll = query.text === '' && (query.day ?? '') === '';
  if (isAll) return say('No receipt yet. Each sale of this till is listed here.');
  return query.ofStore
    ? say('No receipt of the store fits. Try another day or fewer figures.')
    : say('No receipt of this till fits. Try another day, or all tills of the store.');
}
