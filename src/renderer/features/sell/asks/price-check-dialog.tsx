import { useState, type KeyboardEvent } from 'react';
import type { PriceTold } from '../../../shared/ask-api.ts';
import { beepRefused } from '../../../shared/look/sounds.ts';
import { useScansComeHere } from '../../../shared/scanner/scan-target.ts';
import type { TillCommands } from '../../../shared/till-api.ts';
import { useTill } from '../../../shared/till-context.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { MessageLine } from '../../../shared/ui/message-line.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { SearchResults } from '../search-results.tsx';
import { looksLikeCode, useSearch } from '../use-search.ts';
import { say } from '../../../shared/words/say.ts';

/** What does it cost? Scan or search: the answer is shown, nothing is sold. */
export function PriceCheckDialog({ onClose }: { onClose: () => void }) {
  const search = useSearch();
  const { told, problem, ask } = usePrice(() => search.setText(''));
  useScansComeHere((code) => ask({ code }));
  const hit = search.found?.hits[search.at];

  function onKeyDown(event: KeyboardEvent): void {
    const actions: Record<string, () => void> = {
      ArrowDown: () => search.move(1),
      ArrowUp: () => search.move(-1),
      Enter: () => {
        if (hit !== undefined) ask({ article: hit.article });
        else if (looksLikeCode(search.text)) ask({ code: search.text.trim() });
      },
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  }

  return (
    <Dialog title={say('Price check')} onClose={onClose}>
      <div className="price-check">
        <input
          className="note-field"
          aria-label={say('Scan or search for a price')}
          placeholder={say('Scan or search')}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          maxLength={80}
          value={search.text}
          onChange={(event) => search.setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <MessageLine
          message={problem === undefined ? undefined : { tone: 'problem', text: problem }}
          hint={say('Nothing is sold here. Scan one article after the other.')}
        />
        <div className="price-check-answer">
          {search.found === undefined ? (
            <Told told={told} />
          ) : (
            <SearchResults
              found={search.found}
              at={search.at}
              onHit={(article) => ask({ article })}
            />
          )}
        </div>
      </div>
      <div className="dialog-actions">
        <Button look="primary" keyCap="Esc" onPress={onClose}>
          {say('Back to the sale')}
        </Button>
      </div>
    </Dialog>
  );
}

/** The newest answer counts: of two scans the one that was asked last is shown. */
function usePrice(answered: () => void) {
  const till = useTill();
  const [told, setTold] = useState<PriceTold>();
  const [problem, setProblem] = useState<string>();

  async function look(asked: TillCommands['ask-price']['arg']): Promise<void> {
    const answer = await till.call('ask-price', asked);
    if (answer.ok) {
      setTold(answer);
      setProblem(undefined);
      answered();
    } else {
      beepRefused();
      setTold(undefined);
      setProblem(answer.next);
    }
  }

  return { told, problem, ask: (asked: Parameters<typeof look>[0]): void => void look(asked) };
}

function Told({ told }: { told: PriceTold | undefined }) {
  if (told === undefined) return <p className="price-check-none">{say('No article yet.')}</p>;
  const { name, unit, price, bounds, deposit, minAge, promotions } = told;
  return (
    <div className="price-check-told" role="status">
      <p className="price-check-name">{name}</p>
      <p className="price-check-price">
        {bounds === undefined ? (
          <MoneyText amount={price ?? 0} />
        ) : (
          <>
            <MoneyText amount={bounds.min} /> {say('to')} <MoneyText amount={bounds.max} />
          </>
        )}
        {unit === 'kg' ? ' / kg' : ''}
      </p>
      {deposit === undefined ? undefined : (
        <p>
          {say('plus')} <MoneyText amount={deposit.price} /> {deposit.name}
        </p>
      )}
      {minAge === undefined ? undefined : <p>{say('From {minAge} years', { minAge })}</p>}
      {promotions.map((promotion) => (
        <p key={promotion} className="price-check-promotion">
          {promotion}
        </p>
      ))}
    </div>
  );
}
