import { CreditCard, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useKeys } from '../../shared/keys/use-keys.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { CardView } from '../../shared/till-api.ts';
import { useTill } from '../../shared/till-context.tsx';
import { ApprovalDialog } from '../../shared/ui/approval-dialog.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { MoneyText } from '../../shared/ui/money-text.tsx';
import { later, say, sayLater, type Words } from '../../shared/words/say.ts';
import './card-payment.css';

/** A card payment that is under way or of which nobody knows. */
export type OpenCardView = Exclude<CardView, { at: 'none' | 'ready' }>;

type Sign = 'paid' | 'not-paid';

const SIGNED_FOR: Record<Sign, Words> = {
  paid: later(
    'The terminal never answered. Whoever signs says that this card has paid, and answers for it.',
  ),
  'not-paid': later(
    'The terminal never answered. The card is not counted; if it was charged, it is given back by itself.',
  ),
};

const SIGNED_FOR_REFUND: Record<Sign, Words> = {
  paid: later(
    'The terminal never answered. Whoever signs says that this card has its money back, and answers for it.',
  ),
  'not-paid': later(
    'The terminal never answered. The refund is not counted; if the card was given the money, it is taken back by itself.',
  ),
};

/** Without `onBack` there is nothing behind it: a refund stands alone. */
type CardPaymentProps = { card: OpenCardView; onBack?: () => void };

/** What the terminal is at; where nobody knows, exactly three ways to go on (dom-Y4). */
export function CardPayment({ card, onBack }: CardPaymentProps) {
  const till = useTill();
  const [problem, setProblem] = useState<string>();
  const [signing, setSigning] = useState<Sign>();
  const isUnknown = card.at === 'unknown';

  async function ask(answer: ReturnType<typeof till.call<'check-card'>>): Promise<void> {
    setProblem(undefined);
    const told = await answer;
    if (!told.ok) setProblem(told.next);
  }

  async function sign(approver: Approver): Promise<string | undefined> {
    if (signing === undefined) return undefined;
    const told = await till.call('treat-card', { as: signing, approver });
    if (!told.ok) return told.next;
    setSigning(undefined);
    return undefined;
  }

  const check = (): void => void ask(till.call('check-card', {}));
  const cancel = (): void => void ask(till.call('cancel-card', {}));
  const canCancel = card.at === 'asking' && !card.isTakingBack;
  useKeys({
    ...(onBack === undefined ? {} : { Escape: onBack }),
    ...(isUnknown ? { F6: () => setSigning('paid'), F7: () => setSigning('not-paid') } : {}),
    ...(canCancel ? { F9: cancel } : {}),
  });

  return (
    <>
      <div className="card-payment" data-at={card.at}>
        <div className="card-payment-words" aria-live="polite">
          <CardSign at={card.at} />
          <h1>{titleOf(card)}</h1>
          <p className="card-payment-amount">
            <MoneyText amount={card.amount} />
          </p>
          <p>{nextOf(card)}</p>
          <p className="card-payment-reference">
            {say('Our reference {reference}', { reference: card.reference })}
          </p>
        </div>
        {isUnknown ? (
          <UnknownKeys isRefund={card.isRefund} onCheck={check} onSign={setSigning} />
        ) : undefined}
        <MessageLine
          message={problem === undefined ? undefined : { tone: 'problem', text: problem }}
        />
      </div>
      <footer className="pay-actions">
        {onBack === undefined ? undefined : (
          <Button keyCap="Esc" onPress={onBack}>
            {say('Back to the sale')}
          </Button>
        )}
        {canCancel ? (
          <Button keyCap="F9" onPress={cancel}>
            {say('Cancel at the terminal')}
          </Button>
        ) : undefined}
      </footer>
      {signing === undefined || !isUnknown ? undefined : (
        <ApprovalDialog
          what={sayLater((card.isRefund ? SIGNED_FOR_REFUND : SIGNED_FOR)[signing])}
          onSign={sign}
          onClose={() => setSigning(undefined)}
        />
      )}
    </>
  );
}

type UnknownKeysProps = { isRefund: boolean; onCheck: () => void; onSign: (as: Sign) => void };

/** Three ways to go on, and none of them by itself (dom-Y4). */
function UnknownKeys({ isRefund, onCheck, onSign }: UnknownKeysProps) {
  return (
    <div className="card-payment-choices" role="group" aria-label={say('What to do')}>
      <Button look="primary" keyCap="Enter" autoFocus onPress={onCheck}>
        {say('Check again')}
      </Button>
      <Button keyCap="F6" onPress={() => onSign('paid')}>
        {isRefund ? say('Treat as given back · signature') : say('Treat as paid · signature')}
      </Button>
      <Button keyCap="F7" onPress={() => onSign('not-paid')}>
        {isRefund
          ? say('Treat as not given back · signature')
          : say('Treat as not paid · signature')}
      </Button>
    </div>
  );
}

function CardSign({ at }: { at: OpenCardView['at'] }) {
  if (at === 'unknown') return <TriangleAlert size={40} aria-hidden="true" />;
  if (at === 'checking') {
    return <LoaderCircle className="card-payment-turns" size={40} aria-hidden="true" />;
  }
  return <CreditCard size={40} aria-hidden="true" />;
}

function titleOf({ at, isTakingBack, isRefund }: OpenCardView): string {
  if (at === 'unknown' && isRefund)
    return say('Nobody knows yet whether the card has its money back');
  if (at === 'unknown') return say('Nobody knows yet whether this card has paid');
  if (at === 'checking') return say('No answer yet. The terminal is asked');
  if (isRefund) return say('The customer holds the card to the terminal');
  return isTakingBack
    ? say('The card is given its money back')
    : say('The customer pays at the terminal');
}

function nextOf({ at, isTakingBack, isRefund }: OpenCardView): string {
  if (isRefund) return sayLater(REFUND_NEXT[at]);
  if (at === 'checking') return say('Please wait a moment. No card is charged twice.');
  if (at === 'asking') {
    return isTakingBack
      ? say('Please wait for the terminal.')
      : say('You can go back and look at the sale meanwhile.');
  }
  return isTakingBack
    ? say(
        'Look at the terminal’s own list. The payment counts until the terminal has given it back.',
      )
    : say('Look at the terminal’s own list. Charge no card for this sale until it is known.');
}

const REFUND_NEXT: Readonly<Record<OpenCardView['at'], Words>> = {
  asking: later('It must be the card that paid. The return is stored when it has its money back.'),
  checking: later('Please wait a moment. No money goes back twice.'),
  unknown: later(
    'Look at the terminal’s own list. Pay nothing out for this return until it is known.',
  ),
};
