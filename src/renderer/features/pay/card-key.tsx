import { useKeys } from '../../shared/keys/use-keys.ts';
import { useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { MoneyText } from '../../shared/ui/money-text.tsx';
import type { Tender } from './use-tender.ts';
import { say } from '../../shared/words/say.ts';

/** Charges a card with what was keyed, or with all that is open; not there without a terminal. */
export function CardKey({ tender }: { tender: Tender }) {
  // In training nobody's card is charged.
  const hasTerminal = useTillView((view) => view.card.at !== 'none' && view.training === undefined);
  const balance = useTillView((view) => view.basket.balance);
  const isPossible = hasTerminal && balance > 0 && !tender.isPaying;
  useKeys(isPossible ? { F10: tender.takeCard } : {});
  if (!hasTerminal) return undefined;
  return (
    <Button
      isStacked
      keyCap="F10"
      className="pay-card"
      isDisabled={!isPossible}
      onPress={tender.takeCard}
    >
      <span>
        {say('Card')} <MoneyText amount={tender.byCard} />
      </span>
    </Button>
  );
}
