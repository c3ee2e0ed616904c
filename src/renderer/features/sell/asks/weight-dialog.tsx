import { useState, type SyntheticEvent } from 'react';
import { comesTo } from '../../../../domain/adjust/basket-terms.ts';
import { isWeighable } from '../../../../domain/asks/article-question.ts';
import { minor } from '../../../../domain/money.ts';
import { milli } from '../../../../domain/quantity.ts';
import { formatMoney } from '../../../shared/format/money-format.ts';
import { formatQty } from '../../../shared/format/quantity-format.ts';
import { useNotice } from '../../../shared/notices.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { KeyedField } from '../../../shared/ui/keyed-field.tsx';
import { MessageLine } from '../../../shared/ui/message-line.tsx';
import { useMoneySetting } from '../../../shared/ui/money-text.tsx';
import { NumberPad } from '../../../shared/ui/number-pad.tsx';
import { say } from '../../../shared/words/say.ts';

type WeightDialogProps = {
  name: string;
  /** Of a kilogram, minor units. */
  price: number;
  /** Bounds in grams, both included. */
  least: number;
  most: number;
  /** What the line weighs by now, grams; absent for a new one. */
  now?: number;
  problem: string | undefined;
  leaveWords: string;
  onWeight: (grams: number) => void;
  onClose: () => void;
};

/** Keys a weight in grams, as the scale shows it, and says what it comes to. */
export function WeightDialog(props: WeightDialogProps) {
  const { name, price, least, most, now, onWeight, onClose } = props;
  const setting = useMoneySetting();
  const notice = useNotice();
  const [keyed, setKeyed] = useState('');
  const [fault, setFault] = useState<string>();
  const problem = fault ?? props.problem;
  const longest = String(most).length;
  const grams = Number(keyed);
  const bounds = say('{least} to {most} g', {
    least: formatQty(least * 1000, setting.locale),
    most: formatQty(most * 1000, setting.locale),
  });
  const shown = keyed === '' ? (now ?? 0) : grams;

  function set(event?: SyntheticEvent): void {
    event?.preventDefault();
    if (keyed === '') return;
    if (isWeighable(grams)) onWeight(grams);
    else setFault(say('Key a weight of {bounds}.', { bounds }));
  }

  return (
    <Dialog title={say('Weight · {name}', { name })} onClose={onClose}>
      <form className="quantity" onSubmit={set}>
        <KeyedField
          label={say('Grams · {bounds}', { bounds })}
          value={keyed}
          shown={`${formatQty(shown * 1000, setting.locale)} g`}
          isEmpty={keyed === ''}
          longest={longest}
          autoFocus
          onChange={(text) => {
            setFault(undefined);
            setKeyed(text);
          }}
        />
        <p className="asks-comes-to">
          <span>{formatMoney(price, setting)} / kg</span>
          <strong>{formatMoney(comesTo({ qtyMilli: milli(shown) }, minor(price)), setting)}</strong>
        </p>
        <MessageLine
          message={problem === undefined ? notice : { tone: 'problem', text: problem }}
          hint={say('Key 742 for 742 g, 1500 for one and a half kilograms.')}
        />
        <NumberPad value={keyed} onChange={setKeyed} longest={longest} />
        <div className="dialog-actions">
          <Button keyCap="Esc" onPress={onClose}>
            {props.leaveWords}
          </Button>
          <Button look="primary" keyCap="Enter" isDisabled={keyed === ''} onPress={() => set()}>
            {now === undefined ? say('Add') : say('Set')}
          </Button>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
