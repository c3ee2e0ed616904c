import { useRef, type RefObject } from 'react';
import { RETURN_REASONS } from '../../../domain/after/after-reason.ts';
import { useKeys } from '../keys/use-keys.ts';
import { AFTER_WORDS } from '../reason-words.ts';
import { say } from '../words/say.ts';
import { Button } from '../ui/button.tsx';
import { choiceKeys, ChoiceKeys } from '../ui/choice-keys.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { MessageLine } from '../ui/message-line.tsx';
import { MoneyText } from '../ui/money-text.tsx';
import { CreditKey } from '../value/credit-key.tsx';
import { FindGoods } from './find-goods.tsx';
import { Quantity } from './quantity.tsx';
import { UnprovenRowKeys } from './unproven-row-keys.tsx';
import { useUnproven, type Unproven } from './use-unproven.ts';
import './no-receipt.css';
import './returning.css';

type NoReceiptDialogProps = {
  leaveWords: string;
  onPaid: () => void;
  onClose: () => void;
};

/** Figures are for the search field here. */
const reasonKey = (at: number): string => `F${at + 5}`;

/** Goods that come back without a receipt: which, how much, why; then what is paid for them. */
export function NoReceiptDialog({ leaveWords, onPaid, onClose }: NoReceiptDialogProps) {
  const field = useRef<HTMLInputElement>(null);
  const unproven = useUnproven(onPaid);
  const { signature, isBusy, told, canPay, pay } = unproven;
  const credit = told?.ok === true ? told.credit : 0;
  const keys = {
    ...choiceKeys(RETURN_REASONS, unproven.because, reasonKey),
    '+': () => unproven.step(1),
    '-': () => unproven.step(-1),
    ArrowDown: () => unproven.move(1),
    ArrowUp: () => unproven.move(-1),
    F2: () => field.current?.focus(),
    F4: () => pay({ asCredit: true }),
    F12: () => pay(),
  };
  useKeys(signature === undefined ? keys : {}, 'dialog');
  if (signature !== undefined) return signature;
  return (
    <Dialog title={say('Return without a receipt')} isKept={isBusy} onClose={onClose}>
      <div className="returning">
        <FindGoods field={field} onGoods={unproven.find}>
          <Rows unproven={unproven} />
        </FindGoods>
        <Why unproven={unproven} field={field} />
      </div>
      <div className="dialog-actions">
        <Button keyCap="Esc" isDisabled={isBusy} onPress={onClose}>
          {leaveWords}
        </Button>
        <CreditKey amount={credit} isDisabled={!canPay} onPress={() => pay({ asCredit: true })} />
        <Button look="primary" keyCap="F12" isDisabled={!canPay} onPress={() => pay()}>
          <span>
            {say('Pay out')} <MoneyText amount={told?.ok === true ? told.cash : 0} />
          </span>
        </Button>
      </div>
    </Dialog>
  );
}

function Rows({ unproven }: { unproven: Unproven }) {
  const { rows, at, choose, step } = unproven;
  return (
    <ul className="returning-rows" aria-label={say('What comes back')}>
      {rows.map((row, index) => (
        <UnprovenRowKeys
          key={`${row.article} ${row.code ?? ''}`}
          row={row}
          isChosen={index === at}
          onChoose={() => choose(index)}
          onStep={(by) => step(by, index)}
        />
      ))}
      {rows.length === 0 ? <li className="returning-note">{say('No article yet.')}</li> : undefined}
    </ul>
  );
}

type WhyProps = { unproven: Unproven; field: RefObject<HTMLInputElement | null> };

/** Of the article that is chosen: how much of it, and why it comes back. */
function Why({ unproven, field }: WhyProps) {
  const { row, problem, told } = unproven;
  const text = problem ?? (told?.ok === false ? told.next : undefined);
  return (
    <div className="returning-why">
      {row === undefined ? undefined : (
        <Quantity
          key={`${row.article} ${row.code ?? ''}`}
          row={row}
          onMilli={unproven.count}
          onDone={() => field.current?.focus()}
        />
      )}
      <p>
        {row === undefined
          ? say('Why it comes back')
          : say('Why {name} comes back', { name: row.name })}
      </p>
      <ChoiceKeys
        label={say('Reason')}
        choices={RETURN_REASONS}
        words={AFTER_WORDS}
        chosen={row?.reason}
        keyOf={reasonKey}
        onChoose={unproven.because}
      />
      <MessageLine
        message={text === undefined ? undefined : { tone: 'problem', text }}
        hint={hintOf(unproven)}
      />
    </div>
  );
}

/** What is still missing, or what the prices are. */
function hintOf({ rows, days }: Unproven): string {
  if (days === undefined) return say('Scan what comes back, then choose why.');
  const uncounted = rows.find(({ qtyMilli }) => qtyMilli === 0);
  if (uncounted !== undefined)
    return say('How much of {name} comes back?', { name: uncounted.name });
  const unsaid = rows.find(({ reason }) => reason === undefined);
  if (unsaid !== undefined) return say('Why does {name} come back?', { name: unsaid.name });
  return say('At the lowest price of the last {days} days.', { days });
}
