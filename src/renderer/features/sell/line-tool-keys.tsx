import { Minus, Plus } from 'lucide-react';
import type { LineView } from '../../shared/till-api.ts';
import { Button } from '../../shared/ui/button.tsx';
import type { TermsAsk } from './terms/terms-ask.ts';
import type { LineActions } from './use-basket.ts';
import { say } from '../../shared/words/say.ts';

type LineToolKeysProps = {
  line: LineView;
  actions: LineActions;
  onQuantity: (line: LineView) => void;
  onTerms: (ask: TermsAsk) => void;
};

const PIECE = 1000;

/** What can be done to the chosen line. A weighed line has no − and +: its weight is one figure. */
export function LineToolKeys({ line, actions, onQuantity, onTerms }: LineToolKeysProps) {
  if (line.isDeposit) return undefined;
  if (line.back !== undefined) {
    return (
      <div
        className="line-tools"
        role="group"
        aria-label={say('Change {name}', { name: line.name })}
      >
        <Button look="removes" keyCap="Del" onPress={() => actions.voidLine(line)}>
          {say('Does not come back')}
        </Button>
      </div>
    );
  }
  return (
    <div className="line-tools" role="group" aria-label={say('Change {name}', { name: line.name })}>
      {line.unit === 'piece' ? (
        <>
          <Button
            aria-label={say('One less')}
            isDisabled={line.qtyMilli <= PIECE}
            onPress={() => actions.setQuantity(line, line.qtyMilli - PIECE)}
          >
            <Minus size={20} aria-hidden="true" />
          </Button>
          <Button
            aria-label={say('One more')}
            onPress={() => actions.setQuantity(line, line.qtyMilli + PIECE)}
          >
            <Plus size={20} aria-hidden="true" />
          </Button>
        </>
      ) : undefined}
      <Button keyCap="F4" onPress={() => onQuantity(line)}>
        {line.unit === 'piece' ? say('Quantity') : say('Weight')}
      </Button>
      {line.isDiscountable ? (
        <>
          <Button onPress={() => onTerms({ about: 'line-discount', line })}>
            {say('Discount')}
          </Button>
          <Button onPress={() => onTerms({ about: 'price', line })}>{say('Price')}</Button>
        </>
      ) : undefined}
      <Button look="removes" keyCap="Del" onPress={() => actions.voidLine(line)}>
        {say('Void line')}
      </Button>
    </div>
  );
}
