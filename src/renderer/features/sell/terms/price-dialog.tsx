import { useState, type SyntheticEvent } from 'react';
import { PRICE_REASONS, type PriceReason } from '../../../../domain/adjust/reason.ts';
import { formatMoney, readKeyedAmount } from '../../../shared/format/money-format.ts';
import type { LineView } from '../../../shared/till-api.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { KeyedField } from '../../../shared/ui/keyed-field.tsx';
import { MessageLine } from '../../../shared/ui/message-line.tsx';
import { useMoneySetting } from '../../../shared/ui/money-text.tsx';
import { NumberPad } from '../../../shared/ui/number-pad.tsx';
import { ReasonKeys } from './reason-keys.tsx';
import { say } from '../../../shared/words/say.ts';

/** A million in a two-decimal currency; the till takes no dearer price. */
const LONGEST = 9;

type PriceDialogProps = {
  line: LineView;
  problem: string | undefined;
  onName: (price: { amount: number; reason: PriceReason } | null) => void;
  onClose: () => void;
};

/** Another price for one line, and why. */
export function PriceDialog({ line, onName, onClose, ...told }: PriceDialogProps) {
  const setting = useMoneySetting();
  const [keyed, setKeyed] = useState('');
  const [reason, setReason] = useState<PriceReason>();
  const [fault, setFault] = useState<string>();
  const problem = fault ?? told.problem;
  const amount = readKeyedAmount(keyed, setting.currency);

  function name(event?: SyntheticEvent): void {
    event?.preventDefault();
    if (amount === undefined || amount === 0) return setFault(say('Key a price above nothing.'));
    if (reason === undefined) return setFault(say('Choose a reason.'));
    setFault(undefined);
    onName({ amount, reason });
  }

  return (
    <Dialog title={say('Price · {name}', { name: line.name })} onClose={onClose}>
      <form className="terms" onSubmit={name}>
        <div className="terms-what">
          <ReasonKeys reasons={PRICE_REASONS} chosen={reason} onChoose={setReason} />
          <MessageLine
            message={problem === undefined ? undefined : { tone: 'problem', text: problem }}
            hint={say('A line with a named price takes part in no promotion.')}
          />
        </div>
        <div className="terms-figure">
          <KeyedField
            label={
              line.unit === 'kg'
                ? say('Price a kilogram · now {price}', {
                    price: formatMoney(line.unitPrice, setting),
                  })
                : say('Price each · now {price}', { price: formatMoney(line.unitPrice, setting) })
            }
            value={keyed}
            shown={formatMoney(amount ?? 0, setting)}
            isEmpty={keyed === ''}
            longest={LONGEST}
            refused={/[^\d.,]/g}
            autoFocus
            onChange={setKeyed}
          />
          <NumberPad value={keyed} onChange={setKeyed} extra="00" longest={LONGEST} />
        </div>
        <div className="dialog-actions">
          <Button keyCap="Esc" onPress={onClose}>
            {say('Leave as it is')}
          </Button>
          {line.named === undefined ? undefined : (
            <Button look="removes" onPress={() => onName(null)}>
              {say('Price book')}
            </Button>
          )}
          <Button look="primary" keyCap="Enter" isDisabled={keyed === ''} onPress={() => name()}>
            {say('Set price')}
          </Button>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
