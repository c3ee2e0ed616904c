import { Search, X } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import type { ReceiptBy } from '../../shared/receipts-api.ts';
import { Button } from '../../shared/ui/button.tsx';
import { KeyCap } from '../../shared/ui/key-cap.tsx';
import { BY_HINTS, BY_WORDS } from './receipt-words.ts';
import type { FoundReceipts } from './use-found-receipts.ts';
import { say, sayLater } from '../../shared/words/say.ts';

type By = Exclude<ReceiptBy, 'any'>;
const BYS: readonly By[] = ['number', 'amount', 'article', 'card'];

type FindReceiptsProps = {
  found: FoundReceipts;
  field: RefObject<HTMLInputElement | null>;
  onMove: (step: 1 | -1) => void;
  onBack: () => void;
};

/** What a customer knows of the sale: a number, a total, an article, a card, a day, about when. */
export function FindReceipts({ found, field, onMove, onBack }: FindReceiptsProps) {
  const { query, ask } = found;
  const by: By = query.by === 'any' ? 'number' : query.by;

  function onKeyDown(event: KeyboardEvent): void {
    const leave = query.text === '' ? onBack : () => ask({ text: '' });
    const actions: Record<string, (() => void) | undefined> = {
      Escape: leave,
      ArrowDown: () => onMove(1),
      ArrowUp: () => onMove(-1),
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  }

  return (
    <div className="receipts-find">
      <div className="search">
        <Search size={22} aria-hidden="true" />
        <input
          ref={field}
          aria-label={sayLater(BY_HINTS[by])}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          maxLength={60}
          placeholder={sayLater(BY_HINTS[by])}
          value={query.text}
          onChange={(event) => ask({ text: event.target.value })}
          onKeyDown={onKeyDown}
        />
        {query.text === '' ? (
          <KeyCap name="F2" />
        ) : (
          <Button
            look="quiet"
            keepsFocus
            aria-label={say('Clear')}
            onPress={() => ask({ text: '' })}
          >
            <X size={20} aria-hidden="true" />
          </Button>
        )}
      </div>
      <ByKeys by={by} text={query.text} ask={ask} />
      <div className="receipts-when">
        <label>
          <span>{say('Day')}</span>
          <input
            type="date"
            value={query.day ?? ''}
            onChange={(event) => ask(dayOf(event.target.value))}
          />
        </label>
        <label>
          <span>{say('About when')}</span>
          <input
            type="time"
            disabled={query.day === undefined}
            value={query.time ?? ''}
            onChange={(event) => ask({ time: event.target.value })}
          />
        </label>
        <Button
          keyCap="F5"
          aria-pressed={query.ofStore}
          onPress={() => ask({ ofStore: !query.ofStore })}
        >
          {say('All tills of the store')}
        </Button>
      </div>
    </div>
  );
}

/** Without a day there is no time of it. */
function dayOf(day: string): { day?: string; time?: string } {
  return day === '' ? NO_DAY : { day };
}
const NO_DAY = { day: '', time: '' };

type ByKeysProps = { by: By; text: string } & Pick<FindReceiptsProps['found'], 'ask'>;

function ByKeys({ by, text, ask }: ByKeysProps) {
  return (
    <div className="receipts-by" role="group" aria-label={say('Find by')}>
      {BYS.map((one) => (
        <Button
          key={one}
          keepsFocus
          aria-pressed={by === one}
          onPress={() => ask({ by: one, text: by === one ? text : '' })}
        >
          {sayLater(BY_WORDS[one])}
        </Button>
      ))}
    </div>
  );
}
