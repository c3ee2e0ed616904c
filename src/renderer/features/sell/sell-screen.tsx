import { Activity, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { beepRefused } from '../../shared/look/sounds.ts';
import { NOTHING_SOLD } from '../../shared/nothing-sold.ts';
import { showRefusal } from '../../shared/notice-store.ts';
import { useNoticeStore, useTold } from '../../shared/notices.tsx';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { BasketPanel } from './basket-panel.tsx';
import { QuestionDialogs } from './asks/question-dialogs.tsx';
import { FindPanel } from './find-panel.tsx';
import type { DrawerPart } from '../../shared/close-api.ts';
import { useMore } from './more/use-more.tsx';
import { SaleQuestions, type SaleQuestion } from './sale-questions.tsx';
import { SellFooter } from './sell-footer.tsx';
import { lineKeys } from './line-keys.ts';
import { TermsDialogs } from './terms/terms-dialogs.tsx';
import type { TermsAsk } from './terms/terms-ask.ts';
import { useBasket } from './use-basket.ts';
import { say } from '../../shared/words/say.ts';
import './sell-screen.css';

type SellScreenProps = {
  /** The tender panel while paying; it takes the right-hand side, the basket stays where it is. */
  panel: ReactNode;
  /** Shown at the bottom of the finding side, e.g. alarms. */
  below: ReactNode;
  onPay: () => void;
  onSync: () => void;
  onReceipts: () => void;
  onQuickKeys: () => void;
  onDrawer: (what: DrawerPart) => void;
  onQuickCash: () => void;
};

/** Basket left, finding right, actions along the bottom. */
export function SellScreen(props: SellScreenProps) {
  const { panel, below, onSync, onReceipts, onQuickCash } = props;
  const onPay = useUnlessNothingSold(props.onPay);
  const till = useTill();
  const told = useTold();
  const { basket, tools, actions, selected, signature } = useBasket();
  const [asking, setAsking] = useState<SaleQuestion>();
  const [terms, setTerms] = useState<TermsAsk>();
  const hasQuickCash = useTillView((view) =>
    view.flags.some((flag) => flag.key === 'sell-quick-cash' && flag.value === true),
  );
  const isPaying = panel !== undefined;
  const isEmpty = basket.lines.length === 0;
  const { undo } = actions;
  const { signOut, cancel } = useMemo(
    () => ({
      signOut: (): void => void told(till.call('sign-out', {})),
      cancel: (): void => setAsking('cancel'),
    }),
    [till, told],
  );
  const more = useMore(setTerms, props.onQuickKeys, props.onDrawer);
  // What was asked about the sale before is not asked about this one.
  useEffect(
    () => () => {
      setAsking(undefined);
      setTerms(undefined);
    },
    [],
  );

  useKeys(
    isPaying
      ? {}
      : {
          ...lineKeys(basket, selected, actions, setAsking, setTerms),
          F8: signOut,
          F10: onSync,
          ...more.keys,
          'Ctrl+e': onReceipts,
          ...(basket.canUndo ? { F3: undo, 'Ctrl+z': undo } : {}),
          ...(isEmpty ? {} : { F9: cancel, F12: onPay }),
          ...(hasQuickCash && !isEmpty ? { F11: onQuickCash } : {}),
        },
  );

  return (
    <main className="sell">
      {isPaying ? undefined : <h1 className="only-heard">{say('Sale')}</h1>}
      <BasketPanel
        basket={basket}
        tools={tools}
        actions={actions}
        isLocked={isPaying}
        onQuantity={setAsking}
        onTerms={setTerms}
      />
      <Activity mode={isPaying ? 'hidden' : 'visible'}>
        <FindPanel below={isPaying ? undefined : below} />
      </Activity>
      {panel}
      {isPaying ? undefined : (
        <SellFooter
          onSignOut={signOut}
          onCancel={cancel}
          onSync={onSync}
          onReceipts={onReceipts}
          onUndo={undo}
          onMore={more.open}
          onPay={onPay}
          onQuickCash={hasQuickCash ? onQuickCash : undefined}
        />
      )}
      {terms === undefined ? undefined : (
        <TermsDialogs key={terms.about} ask={terms} terms={basket.terms} onAsk={setTerms} />
      )}
      {more.dialog}
      {signature}
      <QuestionDialogs />
      <SaleQuestions asking={asking} actions={actions} onDone={() => setAsking(undefined)} />
    </main>
  );
}

/** Where goods come back and none is sold the panel stays shut: nothing could be done there. */
function useUnlessNothingSold(pay: () => void): () => void {
  const notices = useNoticeStore();
  const isNothingSold = useTillView(
    ({ basket: { lines } }) => lines.length > 0 && lines.every(({ back }) => back !== undefined),
  );
  return useMemo(
    () =>
      isNothingSold
        ? () => {
            beepRefused();
            showRefusal(notices, NOTHING_SOLD);
          }
        : pay,
    [isNothingSold, notices, pay],
  );
}
