import { useState, type SyntheticEvent } from 'react';
import { DISCOUNT_REASONS, type DiscountReason } from '../../../../domain/adjust/reason.ts';
import type { AskedDiscount } from '../../../shared/terms-api.ts';
import { formatMoney, readKeyedAmount } from '../../../shared/format/money-format.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { KeyedField } from '../../../shared/ui/keyed-field.tsx';
import { MessageLine } from '../../../shared/ui/message-line.tsx';
import { useMoneySetting } from '../../../shared/ui/money-text.tsx';
import { NumberPad } from '../../../shared/ui/number-pad.tsx';
import { readDiscount } from './keyed-discount.ts';
import { ReasonKeys } from './reason-keys.tsx';
import { say } from '../../../shared/words/say.ts';

const LONGEST = 9;

type DiscountDialogProps = {
  title: string;
  hasDiscount: boolean;
  /** What the till said against it. */
  problem: string | undefined;
  onGive: (discount: AskedDiscount | null) => void;
  onClose: () => void;
};

/** A percentage or an amount, and why. */
export function DiscountDialog(props: DiscountDialogProps) {
  const setting = useMoneySetting();
  const [kind, setKind] = useState<'percent' | 'amount'>('percent');
  const [keyed, setKeyed] = useState('');
  const [reason, setReason] = useState<DiscountReason>();
  const [fault, setFault] = useState<string>();
  const problem = fault ?? props.problem;

  function give(event?: SyntheticEvent): void {
    event?.preventDefault();
    const read = readDiscount(keyed, kind, setting.currency);
    if (!read.ok) return setFault(read.next);
    if (reason === undefined) return setFault(say('Choose a reason.'));
    setFault(undefined);
    props.onGive({ ...read.size, reason });
  }

  function choose(next: 'percent' | 'amount'): void {
    setKind(next);
    setKeyed('');
  }

  const amount = readKeyedAmount(keyed, setting.currency);
  const shown = kind === 'percent' ? `${keyed} %` : formatMoney(amount ?? 0, setting);
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form className="terms" onSubmit={give}>
        <div className="terms-what">
          <div className="terms-kinds" role="group" aria-label={say('Percent or amount')}>
            <Button keepsFocus aria-pressed={kind === 'percent'} onPress={() => choose('percent')}>
              {say('Percent')}
            </Button>
            <Button keepsFocus aria-pressed={kind === 'amount'} onPress={() => choose('amount')}>
              {say('Amount')}
            </Button>
          </div>
          <ReasonKeys reasons={DISCOUNT_REASONS} chosen={reason} onChoose={setReason} />
          <MessageLine
            message={problem === undefined ? undefined : { tone: 'problem', text: problem }}
            hint={say('Say how much, and choose why.')}
          />
        </div>
        <div className="terms-figure">
          <KeyedField
            label={kind === 'percent' ? say('Discount in percent') : say('Discount')}
            value={keyed}
            shown={shown}
            isEmpty={keyed === ''}
            longest={LONGEST}
            refused={/[^\d.,]/g}
            autoFocus
            onChange={setKeyed}
          />
          <NumberPad value={keyed} onChange={setKeyed} extra="," longest={LONGEST} />
        </div>
        <div className="dialog-actions">
          <Button keyCap="Esc" onPress={props.onClose}>
            {say('Leave as it is')}
          </Button>
          {props.hasDiscount ? (
            <Button look="removes" onPress={() => props.onGive(null)}>
              {say('Take it off')}
            </Button>
          ) : undefined}
          <Button look="primary" keyCap="Enter" isDisabled={keyed === ''} onPress={() => give()}>
            {say('Give discount')}
          </Button>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
