import type { CloseView } from '../../shared/close-api.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { CardScreen } from '../../shared/ui/card-screen.tsx';
import { momentText } from '../../shared/format/moment-text.ts';
import { say } from '../../shared/words/say.ts';

type OpenStepProps = { view: CloseView; onCount: () => void; onBack: () => void };

/** What is not finished, and what becomes of each: none of it stops the close (peers-28). */
export function OpenStep({ view, onCount, onBack }: OpenStepProps) {
  const till = useTillView((now) => now.till);
  useKeys({ F12: onCount, Enter: onCount, Escape: onBack });
  const open = openWords(view);
  return (
    <CardScreen
      title={say('Close the shift')}
      lead={say('Open since {time}, by {cashier}.', {
        time: till === undefined ? '' : momentText(view.openedMs, till),
        cashier: view.openedBy,
      })}
    >
      {open.length === 0 ? (
        <p>{say('Nothing is left open. Count the drawer.')}</p>
      ) : (
        <>
          <p>{say('Not finished, and no reason to wait:')}</p>
          <dl className="close-open">
            {open.map(({ what, becomes }) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{becomes}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <div className="dialog-actions">
        <Button keyCap="Esc" onPress={onBack}>
          {say('Go on selling')}
        </Button>
        <Button look="primary" keyCap="F12" autoFocus onPress={onCount}>
          {say('Count the drawer')}
        </Button>
      </div>
    </CardScreen>
  );
}

function openWords({ open, drawer }: CloseView): { what: string; becomes: string }[] {
  const { baskets, parked, cards_unknown: cards, unsent } = open;
  return [
    {
      count: baskets,
      what: say('A sale is in the basket'),
      becomes:
        drawer === 'own'
          ? say('It stays and is sold in another drawer. This one holds no money for it.')
          : say('It stays and is sold in the next shift. Money taken for it counts there.'),
    },
    {
      count: parked,
      what: say('{parked, plural, one {# parked sale} other {# parked sales}}', { parked }),
      becomes: say('They stay parked and are sold in a later shift.'),
    },
    {
      count: cards,
      what: say('A card payment nobody knows of'),
      becomes: say('It stays open and is settled in the next shift. Compare the terminal’s total.'),
    },
    {
      count: unsent,
      what: say('{unsent, plural, one {# sale is} other {# sales are}} not at head office yet', {
        unsent,
      }),
      becomes: say('They count in this shift and leave by themselves when the line is back.'),
    },
  ].filter(({ count }) => count > 0);
}
