import { Button } from '../ui/button.tsx';
import { MoneyText } from '../ui/money-text.tsx';
import { useTillView } from '../till-context.tsx';
import { say } from '../words/say.ts';

type CreditKeyProps = {
  /** Minor units; nothing where none can be given for what was chosen. */
  amount: number;
  isDisabled: boolean;
  onPress: () => void;
};

/** Whether this store gives any; practised, none is given. */
export function useHasCredit(): boolean {
  return useTillView(
    ({ till, training }) => training === undefined && till?.giftCards !== undefined,
  );
}

/** Store credit in place of cash (F4, which the screen behind it does not have); not there where the store has none, nor in training. */
export function CreditKey({ amount, isDisabled, onPress }: CreditKeyProps) {
  if (!useHasCredit()) return undefined;
  return (
    <Button keyCap="F4" isDisabled={isDisabled || amount === 0} onPress={onPress}>
      <span>
        {say('Store credit')} <MoneyText amount={amount} />
      </span>
    </Button>
  );
}
