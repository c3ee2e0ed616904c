import { useKeys } from '../../shared/keys/use-keys.ts';
import { useNotice } from '../../shared/notices.tsx';
import type { PayOutView } from '../../shared/returns-api.ts';
import { useTill } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { MoneyText } from '../../shared/ui/money-text.tsx';
import { useSigned } from '../../shared/use-signed.tsx';
import { CreditKey, useHasCredit } from '../../shared/value/credit-key.tsx';
import { say } from '../../shared/words/say.ts';
import './pay-out.css';

/** More comes back than is sold: where the money goes, and one key that pays it out (dom-E1). */
export function PayOut({ payOut, onBack }: { payOut: PayOutView; onBack: () => void }) {
  const till = useTill();
  const notice = useNotice();
  const signed = useSigned();
  const isPaying = signed.isAsking;
  const { cash, credit, cards } = payOut;
  const parts = [...cards, ...(cash === 0 ? [] : [{ words: say('Cash'), amount: cash }])];
  const sum = parts.reduce((total, { amount }) => total + amount, 0);

  const give = (asCredit: { asCredit?: true }): void =>
    signed.ask(
      (approver) => till.call('pay-out', { ...approver, ...asCredit }),
      () => undefined,
    );
  // Not the key that opened this: pressed twice it would pay out what nobody read.
  const go = (): void => give({});
  const hasCredit = useHasCredit() && credit > 0;
  const giveCredit = (): void => give({ asCredit: true });
  const rests = isPaying || signed.dialog !== undefined;
  const keys = { Escape: onBack, Enter: go, ...(hasCredit ? { F4: giveCredit } : {}) };
  useKeys(rests ? {} : keys);
  return (
    <>
      <div className="pay-out">
        <h1>{say('To pay out')}</h1>
        <p className="card-payment-amount">
          <MoneyText amount={sum} />
        </p>
        <dl className="pay-out-parts">
          {parts.map(({ words, amount }, at) => (
            <div key={at}>
              <dt>{words}</dt>
              <dd>
                <MoneyText amount={amount} />
              </dd>
            </div>
          ))}
        </dl>
        <MessageLine
          message={notice}
          hint={say('It goes back the way the earlier receipt was paid.')}
        />
      </div>
      <footer className="pay-actions">
        <Button keyCap="Esc" isDisabled={isPaying} onPress={onBack}>
          {say('Back to the sale')}
        </Button>
        <CreditKey amount={credit} isDisabled={isPaying} onPress={giveCredit} />
        <Button
          autoFocus
          look="primary"
          className="pay-take"
          keyCap="Enter"
          isDisabled={isPaying}
          onPress={go}
        >
          {isPaying
            ? say('Storing …')
            : cards.length === 0
              ? say('Pay out')
              : say('Back to the card')}
        </Button>
      </footer>
      {signed.dialog}
    </>
  );
}
