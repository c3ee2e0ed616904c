import { useState, type ReactNode } from 'react';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { useTold } from '../../shared/notices.tsx';
import type { LineView } from '../../shared/till-api.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { BasketPanel } from './basket-panel.tsx';
import { FindPanel } from './find-panel.tsx';
import { QuantityDialog } from './quantity-dialog.tsx';
import { SellFooter } from './sell-footer.tsx';
import { lineKeys } from './line-keys.ts';
import { TermsDialogs } from './terms/terms-dialogs.tsx';
import type { TermsAsk } from './terms/terms-ask.ts';
import { useBasket } from './use-basket.ts';
import './sell-screen.css';

type SellScreenProps = {
  /** The tender panel while paying; it takes the right-hand side, the basket stays where it is. */
  panel: ReactNode;
  /** Shown at the bottom of the finding side, e.g. alarms. */
  below: ReactNode;
  onPay: () => void;
  onSync: () => void;
  onQuickCash: () => void;
};

/** Basket left, finding right, actions along the bottom. */
export function SellScreen({ panel, below, onPay, onSync, onQuickCash }: SellScreenProps) {
  const till = useTill();
  const told = useTold();
  const { basket, tools, actions, selected } = useBasket();
  const [asking, setAsking] = useState<'cancel' | LineView>();
  const [terms, setTerms] = useState<TermsAsk>();
  const hasQuickCash = useTillView((view) =>
    view.flags.some((flag) => flag.key === 'sell-quick-cash' && flag.value === true),
  );
  const isPaying = panel !== undefined;
  const isEmpty = basket.lines.length === 0;
  const signOut = (): void => void told(till.call('sign-out', {}));
  const undo = (): void => void told(till.call('undo-step', {}));
  const askSale = (): void => setTerms({ about: 'sale' });
  const cancel = (): void => setAsking('cancel');

  useKeys(
    isPaying
      ? {}
      : {
          ...lineKeys(basket, selected, actions, setAsking, setTerms),
          F8: signOut,
          F10: onSync,
          ...(basket.canUndo ? { F3: undo, 'Ctrl+z': undo } : {}),
          ...(isEmpty ? {} : { F5: askSale, F9: cancel, F12: onPay }),
          ...(hasQuickCash && !isEmpty ? { F11: onQuickCash } : {}),
        },
  );

  return (
    <main className="sell">
      {isPaying ? undefined : <h1 className="only-heard">Sale</h1>}
      <BasketPanel
        basket={basket}
        tools={tools}
        actions={actions}
        isLocked={isPaying}
        onQuantity={setAsking}
        onTerms={setTerms}
      />
      {panel ?? <FindPanel below={below} />}
      {isPaying ? undefined : (
        <SellFooter
          onSignOut={signOut}
          onCancel={cancel}
          onSync={onSync}
          onUndo={undo}
          onTerms={askSale}
          onPay={onPay}
          onQuickCash={hasQuickCash ? onQuickCash : undefined}
        />
      )}
      {terms === undefined ? undefined : (
        <TermsDialogs key={terms.about} ask={terms} terms={basket.terms} onAsk={setTerms} />
      )}
      {asking === 'cancel' ? (
        <ConfirmDialog
          title="Cancel this sale?"
          text="Every line is taken off. The cancelled sale is recorded."
          keepWords="Keep the sale"
          removeWords="Cancel the sale"
          onKeep={() => setAsking(undefined)}
          onRemove={() => {
            setAsking(undefined);
            void told(till.call('cancel-basket', {}));
          }}
        />
      ) : undefined}
      {asking !== undefined && asking !== 'cancel' ? (
        <QuantityDialog
          line={asking}
          onClose={() => setAsking(undefined)}
          onSet={(qtyMilli) => {
            setAsking(undefined);
            void actions.setQuantity(asking, qtyMilli);
          }}
        />
      ) : undefined}
    </main>
  );
}
