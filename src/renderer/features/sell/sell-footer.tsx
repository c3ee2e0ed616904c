import { memo } from 'react';
import { Button } from '../../shared/ui/button.tsx';
import { MoneyText } from '../../shared/ui/money-text.tsx';
import { useTillView } from '../../shared/till-context.tsx';
import { say } from '../../shared/words/say.ts';
import { useLanguage } from '../../shared/words/use-language.ts';

type SellFooterProps = {
  onSignOut: () => void;
  onCancel: () => void;
  onSync: () => void;
  onReceipts: () => void;
  onUndo: () => void;
  onMore: () => void;
  onPay: () => void;
  /** Set where the pilot of the exact-cash key reached this till. */
  onQuickCash: (() => void) | undefined;
};

/** What can be done to the whole sale. Pay stands in the same corner on every screen. */
export const SellFooter = memo(function SellFooter(props: SellFooterProps) {
  useLanguage();
  const { onSignOut, onCancel, onSync, onReceipts, onUndo, onMore, onPay, onQuickCash } = props;
  const canUndo = useTillView((view) => view.basket.canUndo);
  const isEmpty = useTillView((view) => view.basket.lines.length === 0);
  const isTraining = useTillView((view) => view.training !== undefined);
  return (
    <footer className="sell-footer">
      <Button isStacked className="sell-action" keyCap="F8" onPress={onSignOut}>
        {/* Nothing that was practised waits for anybody. */}
        {isEmpty || isTraining ? say('Sign out') : say('Lock')}
      </Button>
      <Button isStacked className="sell-action" keyCap="F3" isDisabled={!canUndo} onPress={onUndo}>
        {say('Undo')}
      </Button>
      <Button isStacked className="sell-action" keyCap="F5" onPress={onMore}>
        {say('More')}
      </Button>
      <Button isStacked className="sell-action" keyCap="F9" isDisabled={isEmpty} onPress={onCancel}>
        {say('Cancel sale')}
      </Button>
      <Button isStacked className="sell-action" keyCap="F10" onPress={onSync}>
        {say('Head office')}
      </Button>
      <Button isStacked className="sell-action" keyCap="Ctrl+E" onPress={onReceipts}>
        {say('Receipts')}
      </Button>
      <span className="sell-footer-gap" />
      {onQuickCash === undefined ? undefined : (
        <Button
          isStacked
          className="sell-quick-cash"
          keyCap="F11"
          isDisabled={isEmpty}
          onPress={onQuickCash}
        >
          <span>
            {say('Cash exact')} <BasketMoney part="cashDue" />
          </span>
        </Button>
      )}
      <Button look="primary" className="sell-pay" keyCap="F12" isDisabled={isEmpty} onPress={onPay}>
        <PayWords />
      </Button>
    </footer>
  );
});

function PayWords() {
  const payOut = useTillView((view) => view.basket.payOut);
  if (payOut === undefined) {
    return (
      <span>
        {say('Pay')} <BasketMoney part="total" />
      </span>
    );
  }
  const sum = payOut.cards.reduce((total, { amount }) => total + amount, payOut.cash);
  return (
    <span>
      {say('Pay out')} <MoneyText amount={sum} />
    </span>
  );
}

/** Its own part of the page: with each scan only the figure is drawn anew, not the keys. */
function BasketMoney({ part }: { part: 'total' | 'cashDue' }) {
  return <MoneyText amount={useTillView((view) => view.basket[part])} />;
}
