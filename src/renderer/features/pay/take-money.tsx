import { useRef, type SyntheticEvent } from 'react';
import { formatMoney } from '../../shared/format/money-format.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { useTypingGoesTo } from '../../shared/keys/use-typing-goes-to.ts';
import { useNotice } from '../../shared/notices.tsx';
import type { PayAnswer } from '../../shared/pay-once.ts';
import { Button } from '../../shared/ui/button.tsx';
import { KeyedField } from '../../shared/ui/keyed-field.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { MoneyText, useMoneySetting } from '../../shared/ui/money-text.tsx';
import { NumberPad } from '../../shared/ui/number-pad.tsx';
import { useTillView } from '../../shared/till-context.tsx';
import { AmountDue } from './amount-due.tsx';
import { CardKey } from './card-key.tsx';
import { ForeignKey } from './foreign-key.tsx';
import { GiftKey } from './gift-key.tsx';
import { TakenTenders } from './taken-tenders.tsx';
import { NoteKeys } from './note-keys.tsx';
import { useFocusBack } from './use-focus-back.ts';
import { useTender, type Tender } from './use-tender.ts';
import { say } from '../../shared/words/say.ts';

const LONGEST = 9;

type TakeMoneyProps = { pay: (tendered: number) => Promise<PayAnswer>; onBack: () => void };

/** Due, given, change, then one press takes the money; other tenders beside it. */
export function TakeMoney({ pay, onBack }: TakeMoneyProps) {
  const tender = useTender(pay);
  const setting = useMoneySetting();
  // Told from outside this panel: a scan was not taken.
  const notice = useNotice();
  const told = useTillView(({ card }) => (card.at === 'ready' ? card.told : ''));
  const problem = tender.problem ?? (told === '' ? undefined : told);
  const field = useRef<HTMLInputElement>(null);
  useTypingGoesTo(field);
  useFocusBack(field);
  useKeys({
    Escape: tender.isPaying ? undefined : onBack,
    F12: tender.take,
    F4: tender.takePart,
    Backspace: () => tender.enter({ type: 'clear' }),
  });
  const keyed = (text: string): void => tender.enter({ type: 'keyed', text });

  function onSubmit(event: SyntheticEvent): void {
    event.preventDefault();
    tender.take();
  }

  return (
    <>
      <form className="pay-body" onSubmit={onSubmit}>
        <div className="pay-head">
          <AmountDue />
          <TakenTenders tender={tender} />
        </div>
        <div className="pay-given">
          <KeyedField
            label={say('Cash given')}
            value={tender.keyedText}
            shown={formatMoney(tender.given ?? 0, setting)}
            isEmpty={tender.given === undefined}
            longest={LONGEST}
            refused={/[^\d.,]/g}
            autoFocus
            ref={field}
            onChange={keyed}
          />
          <ChangeLine tender={tender} />
          <MessageLine
            message={problem === undefined ? notice : { tone: 'problem', text: problem }}
          />
          <NoteKeys tender={tender} />
        </div>
        <NumberPad value={tender.keyedText} onChange={keyed} extra="00" longest={LONGEST} />
        <button type="submit" hidden />
      </form>
      <footer className="pay-actions">
        <Button isStacked keyCap="Esc" isDisabled={tender.isPaying} onPress={onBack}>
          {say('Back to the sale')}
        </Button>
        <Button
          isStacked
          className="pay-part"
          keyCap="F4"
          isDisabled={!tender.isPart || tender.isPaying}
          onPress={tender.takePart}
        >
          {say('Part')}
        </Button>
        <ForeignKey tender={tender} />
        <GiftKey tender={tender} field={field} />
        <CardKey tender={tender} />
        <Button
          look="primary"
          className="pay-take"
          keyCap="Enter"
          isDisabled={!tender.isEnough || tender.isPaying}
          onPress={tender.take}
        >
          <TakeWords tender={tender} />
        </Button>
      </footer>
    </>
  );
}

function TakeWords({ tender }: { tender: Tender }) {
  if (tender.isPaying) return say('Storing …');
  if (tender.isPaidUp) return say('Finish the sale');
  return (
    <span>
      {say('Take')} <MoneyText amount={tender.isEnough ? (tender.given ?? 0) : tender.due} />
    </span>
  );
}

function ChangeLine({ tender: { given, due, isEnough } }: { tender: Tender }) {
  const isShort = given !== undefined && !isEnough;
  return (
    <p
      className="pay-change"
      data-short={isShort || undefined}
      data-none={given === undefined || undefined}
      aria-live="polite"
    >
      <span>{isShort ? say('Still missing') : say('Change')}</span>
      <strong>
        {given === undefined ? '–' : <MoneyText amount={isShort ? due - given : given - due} />}
      </strong>
    </p>
  );
}
