import { CreditCard, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { OTHER_TENDER_REASONS } from '../../../domain/after/after-reason.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { useNotice, useTold } from '../../shared/notices.tsx';
import { AFTER_WORDS } from '../../shared/reason-words.ts';
import type { RefundView, RefundWay } from '../../shared/returns-api.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { MoneyText } from '../../shared/ui/money-text.tsx';
import { ReasonDialog } from '../../shared/ui/reason-dialog.tsx';
import { useSigned } from '../../shared/use-signed.tsx';
import { CardPayment } from './card-payment.tsx';
import { later, say, sayLater, type Words } from '../../shared/words/say.ts';
import './pay-panel.css';
import './refund-screen.css';

export type OpenRefundView = Exclude<RefundView, { at: 'none' }>;

/** A return whose money goes back to cards: what the terminal is at, or what a person decides (dom-O3). */
export function RefundScreen({ refund }: { refund: OpenRefundView }) {
  const card = useTillView((view) => view.card);
  const notice = useNotice();
  const isAtTerminal = refund.at === 'card' && card.at !== 'none' && card.at !== 'ready';
  return (
    <main className="refund" aria-label={say('Refund')}>
      {isAtTerminal ? (
        <CardPayment card={card} />
      ) : (
        <>
          <RefundChoice refund={refund} />
          <footer className="pay-actions">
            <MessageLine message={notice} />
          </footer>
        </>
      )}
    </main>
  );
}

function RefundChoice({ refund }: { refund: OpenRefundView }) {
  const till = useTill();
  const told = useTold();
  const [isCash, setCash] = useState(false);
  const { at, card, canLeave, asCredit = false } = refund;
  const isChoice = at === 'choice' && card !== undefined;
  const go = (way: RefundWay) => (): void => void told(till.call('go-on-refund', { way }));
  const askCash = (): void => setCash(true);
  useKeys({
    ...(isChoice ? { F10: go({ do: 'card' }), F11: askCash } : {}),
    ...(isChoice && canLeave ? { Escape: go({ do: 'leave' }) } : {}),
    ...(at === 'writing' ? { F12: go({ do: 'write' }) } : {}),
  });
  return (
    <div className="card-payment" data-at={isChoice ? 'unknown' : at}>
      <RefundWords refund={refund} />
      {isChoice ? (
        <div className="card-payment-choices" role="group" aria-label={say('What to do')}>
          <Button autoFocus look="primary" keyCap="F10" onPress={go({ do: 'card' })}>
            {say('Try the card again')}
          </Button>
          <Button keyCap="F11" onPress={askCash}>
            {asCredit ? say('This part as store credit') : say('Pay this part in cash')}
          </Button>
          {canLeave ? (
            <Button keyCap="Esc" onPress={go({ do: 'leave' })}>
              {say('No return, leave as it was')}
            </Button>
          ) : undefined}
        </div>
      ) : undefined}
      {at === 'writing' ? (
        <div className="card-payment-choices">
          <Button autoFocus look="primary" keyCap="F12" onPress={go({ do: 'write' })}>
            {say('Store it now')}
          </Button>
        </div>
      ) : undefined}
      {isChoice && isCash ? (
        <CashInstead asCredit={asCredit} onClose={() => setCash(false)} />
      ) : undefined}
    </div>
  );
}

/** Why it is not the card, and a signature where the own right does not reach (dom-A4). */
function CashInstead({ asCredit, onClose }: { asCredit: boolean; onClose: () => void }) {
  const till = useTill();
  const signed = useSigned();
  return (
    <ReasonDialog
      title={
        asCredit
          ? say('Store credit for what was paid by card?')
          : say('Cash for what was paid by card?')
      }
      text={
        asCredit
          ? say('The card keeps its payment. Why it is not the card stands on the return.')
          : say(
              'Cash goes out of the drawer, and the card keeps its payment. Why it is not the card stands on the return.',
            )
      }
      reasons={OTHER_TENDER_REASONS}
      words={AFTER_WORDS}
      keepWords={say('Leave as it is')}
      doWords={asCredit ? say('Give as store credit') : say('Pay in cash')}
      isBusy={signed.isAsking}
      signature={signed.dialog}
      onKeep={onClose}
      onDo={(reason) =>
        signed.ask(
          (approver) => till.call('go-on-refund', { way: { do: 'cash', reason }, ...approver }),
          onClose,
          onClose,
        )
      }
    />
  );
}

/** What stands above the choices. */
function RefundWords({ refund: { at, card, why, docNo } }: { refund: OpenRefundView }) {
  return (
    <div className="card-payment-words" aria-live="polite">
      <RefundSign at={at} />
      <h1>{sayLater(TITLES[at])}</h1>
      {card === undefined ? undefined : (
        <p className="card-payment-amount">
          <MoneyText amount={card.amount} />
        </p>
      )}
      <p>{sayLater(why)}</p>
      <p className="card-payment-reference">
        {card === undefined ? '' : `${card.words} · `}
        {say('Return of {docNo}', { docNo })}
      </p>
    </div>
  );
}

const TITLES: Readonly<Record<OpenRefundView['at'], Words>> = {
  card: later('The return is under way'),
  choice: later('The card does not have its money back'),
  writing: later('The return is not stored yet'),
};

function RefundSign({ at }: { at: OpenRefundView['at'] }) {
  if (at === 'card') {
    return <LoaderCircle className="card-payment-turns" size={40} aria-hidden="true" />;
  }
  const Icon = at === 'choice' ? CreditCard : TriangleAlert;
  return <Icon size={40} aria-hidden="true" />;
}
