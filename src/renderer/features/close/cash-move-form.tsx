import { useState, type SyntheticEvent } from 'react';
import {
  CASH_MOVE_REASONS,
  MOST_MOVED,
  type CashMove,
  type CashMoveReason,
} from '../../../domain/cashup/cash-move-reason.ts';
import { CASH_MOVE_WORDS, CASH_REASON_WORDS } from '../../shared/cash-words.ts';
import { formatMoney, readKeyedAmount } from '../../shared/format/money-format.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { showDone } from '../../shared/notice-store.ts';
import { useNotice, useNoticeStore } from '../../shared/notices.tsx';
import { useTill } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { choiceKeys, ChoiceKeys } from '../../shared/ui/choice-keys.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { KeyedField } from '../../shared/ui/keyed-field.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { NumberPad } from '../../shared/ui/number-pad.tsx';
import { useSigned } from '../../shared/use-signed.tsx';
import { say, sayLater } from '../../shared/words/say.ts';

/** As many figures as the most that moves has. */
const LONGEST = String(MOST_MOVED).length;
/** Figures are the amount's. */
const altKey = (at: number): string => `Alt+${String(at + 1)}`;

type CashMoveFormProps = { type: CashMove; onBack: () => void; onClose: () => void };

/** How much of it, and why; what goes to the bank has a bag. */
export function CashMoveForm({ type, onBack, onClose }: CashMoveFormProps) {
  const form = useCashMove(type, onClose);
  const setting = useMoneySetting();
  const notice = useNotice();
  const reasons: readonly CashMoveReason[] = CASH_MOVE_REASONS[type];
  useKeys(
    form.signature === undefined ? choiceKeys(reasons, form.setReason, altKey) : {},
    'dialog',
  );
  if (form.signature !== undefined) return form.signature;
  const most = formatMoney(MOST_MOVED, setting);
  return (
    <Dialog title={sayLater(CASH_MOVE_WORDS[type])} onClose={onClose}>
      <form className="terms cash-move" onSubmit={form.go}>
        <div className="terms-what">
          <ChoiceKeys
            label={say('Reason')}
            choices={reasons}
            words={CASH_REASON_WORDS}
            chosen={form.reason}
            onChoose={form.setReason}
            keyOf={altKey}
            keepsFocus
          />
          {type === 'bank-drop' ? <BagField value={form.bag} onChange={form.setBag} /> : undefined}
          <MessageLine
            message={form.problem === undefined ? notice : { tone: 'problem', text: form.problem }}
            hint={say('The drawer opens when it is recorded.')}
          />
        </div>
        <div className="terms-figure">
          <KeyedField
            label={say('Amount · up to {most}', { most })}
            value={form.keyed}
            shown={formatMoney(form.amount ?? 0, setting)}
            isEmpty={form.keyed === ''}
            longest={LONGEST}
            refused={/[^\d.,]/g}
            autoFocus
            onChange={form.setKeyed}
          />
          <NumberPad value={form.keyed} onChange={form.setKeyed} extra="00" longest={LONGEST} />
        </div>
        <div className="dialog-actions">
          <Button onPress={onBack}>{say('Another way')}</Button>
          <Button keyCap="Esc" isDisabled={form.isBusy} onPress={onClose}>
            {say('Move nothing')}
          </Button>
          <Button
            look="primary"
            keyCap="Enter"
            isDisabled={form.isBusy || form.keyed === ''}
            onPress={() => form.go()}
          >
            {say('Record it')}
          </Button>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

function BagField({ value, onChange }: { value: string; onChange: (bag: string) => void }) {
  return (
    <label className="cash-bag">
      {say('Number of the bag')}
      <input
        className="note-field"
        value={value}
        maxLength={40}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

function useCashMove(type: CashMove, onClose: () => void) {
  const till = useTill();
  const notices = useNoticeStore();
  const setting = useMoneySetting();
  const signed = useSigned();
  const [keyed, setKeyed] = useState('');
  const [bag, setBag] = useState('');
  const [reason, setReason] = useState<CashMoveReason>();
  const [problem, setProblem] = useState<string>();
  const amount = readKeyedAmount(keyed, setting.currency);

  function go(event?: SyntheticEvent): void {
    event?.preventDefault();
    const told = bag.trim();
    if (amount === undefined || amount < 1 || amount > MOST_MOVED) {
      const most = formatMoney(MOST_MOVED, setting);
      return setProblem(say('Key an amount above nothing, up to {most}.', { most }));
    }
    if (reason === undefined) return setProblem(say('Choose a reason.'));
    if (type === 'bank-drop' && told === '')
      return setProblem(say('Key the number that is on the bag.'));
    setProblem(undefined);
    const asked = { type, amount, reason, ...(type === 'bank-drop' ? { bag: told } : {}) };
    const figure = formatMoney(amount, setting);
    signed.ask(
      (approver) => till.call('move-cash', { ...asked, ...approver }),
      () => {
        onClose();
        const way = sayLater(CASH_MOVE_WORDS[type]);
        showDone(notices, say('{way}: {figure}. The drawer opens.', { way, figure }));
      },
    );
  }

  return {
    keyed,
    setKeyed,
    amount,
    bag,
    setBag,
    reason,
    setReason,
    problem,
    go,
    isBusy: signed.isAsking,
    signature: signed.dialog,
  };
}
