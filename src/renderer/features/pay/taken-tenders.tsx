import { useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { MoneyText } from '../../shared/ui/money-text.tsx';
import type { Tender } from './use-tender.ts';
import { say } from '../../shared/words/say.ts';
import './taken-tenders.css';

/** What was taken so far, each with the way to give it back; nothing before the first part. */
export function TakenTenders({ tender }: { tender: Tender }) {
  const tenders = useTillView((view) => view.basket.tenders);
  const paidInto = useTillView((view) => view.basket.paidInto);
  if (tenders.length === 0) return undefined;
  return (
    <>
      <ul className="taken-tenders" aria-label={say('Taken so far')}>
        {tenders.map(({ tenderId, words, amount }) => (
          <li key={tenderId}>
            <span>{words}</span>
            <strong>
              <MoneyText amount={amount} />
            </strong>
            <Button
              keepsFocus
              isDisabled={tender.isPaying}
              aria-label={say('Give back {words}', { words })}
              onPress={() => tender.takeBack(tenderId)}
            >
              {say('Give back')}
            </Button>
          </li>
        ))}
      </ul>
      {paidInto === undefined ? undefined : (
        <p className="taken-elsewhere">
          {say('The money lies in the drawer of {cashier}: take the rest there too.', {
            cashier: paidInto,
          })}
        </p>
      )}
    </>
  );
}
