import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { CustomerFound } from '../../../../domain/customer/find-customers.ts';
import { beepRefused } from '../../../shared/look/sounds.ts';
import { useScansComeHere } from '../../../shared/scanner/scan-target.ts';
import { useTill } from '../../../shared/till-context.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { MessageLine } from '../../../shared/ui/message-line.tsx';
import { useCustomers } from './use-customers.ts';
import { say } from '../../../shared/words/say.ts';

/** Whose sale is it? Found by name, place or number, or by scanning the card. */
export function CustomerDialog({ onClose }: { onClose: () => void }) {
  const found = useCustomers();
  const { problem, choose } = useChosen(onClose);
  useScansComeHere(choose);

  function onKeyDown(event: KeyboardEvent): void {
    const hit = found.hits[found.at];
    const actions: Record<string, () => void> = {
      ArrowDown: () => found.move(1),
      ArrowUp: () => found.move(-1),
      Enter: () => {
        if (hit !== undefined && found.isCurrent) choose(hit.number);
        else if (/^\d+$/.test(found.text.trim())) choose(found.text.trim());
      },
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  }

  const hit = found.hits[found.at];
  return (
    <Dialog title={say('Customer')} onClose={onClose}>
      <div className="price-check">
        <input
          className="note-field"
          role="combobox"
          aria-label={say('Name, place or number of the customer')}
          aria-expanded={found.hits.length > 0}
          aria-controls="customers-found"
          aria-autocomplete="list"
          aria-activedescendant={hit === undefined ? undefined : `customer-${hit.number}`}
          placeholder={say('Name, place or number')}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          maxLength={80}
          value={found.text}
          onChange={(event) => found.setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <MessageLine
          message={problem === undefined ? undefined : { tone: 'problem', text: problem }}
          hint={say('Or scan the card. Arrows choose, Enter takes.')}
        />
        <div className="price-check-answer">
          <p className="results-count" role="status">
            {wordsOf(found)}
          </p>
          <List hits={found.hits} at={found.at} onChoose={choose} />
        </div>
      </div>
      <div className="dialog-actions">
        <Button keyCap="Esc" onPress={onClose}>
          {say('Back to the sale')}
        </Button>
      </div>
    </Dialog>
  );
}

type ListProps = {
  hits: readonly CustomerFound[];
  at: number;
  onChoose: (number: string) => void;
};

function List({ hits, at, onChoose }: ListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children.item(at)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div
      className="results-list"
      id="customers-found"
      role="listbox"
      aria-label={say('Customers found')}
      ref={list}
    >
      {hits.map(({ number, name, place }, index) => (
        // Keys act through the field, which names the active option.
        <div
          key={number}
          id={`customer-${number}`}
          className="result"
          role="option"
          aria-selected={index === at}
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(number)}
        >
          <span className="result-name">{name}</span>
          <span className="result-aside">{place}</span>
          <span className="result-price">… {number.slice(-4)}</span>
        </div>
      ))}
    </div>
  );
}

/** The card of who was chosen counts as if it had been shown; once, however often it is pressed. */
function useChosen(onDone: () => void) {
  const till = useTill();
  const isAsking = useRef(false);
  const [problem, setProblem] = useState<string>();

  async function choose(code: string): Promise<void> {
    if (isAsking.current) return;
    isAsking.current = true;
    const answer = await till.call('show-member', { code });
    isAsking.current = false;
    if (answer.ok) return onDone();
    beepRefused();
    setProblem(answer.next);
  }

  return { problem, choose: (code: string): void => void choose(code) };
}

function wordsOf({ isShort, isAsking, hits, total }: ReturnType<typeof useCustomers>): string {
  if (isShort) return '';
  if (isAsking) return say('Looking …');
  if (total === 0)
    return say('Nobody by these words. Try fewer letters, or the number of the card.');
  if (total > hits.length)
    return say('{count} of {total} customers; type more to find fewer.', {
      count: hits.length,
      total,
    });
  return say('{total, plural, one {# customer} other {# customers}}', { total });
}
