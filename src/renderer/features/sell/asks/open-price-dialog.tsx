import { useState, type SyntheticEvent } from 'react';
import { isWithinBounds } from '../../../../domain/asks/article-question.ts';
import type { QuestionView } from '../../../shared/ask-api.ts';
import { formatMoney, readKeyedAmount } from '../../../shared/format/money-format.ts';
import { useNotice } from '../../../shared/notices.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { KeyedField } from '../../../shared/ui/keyed-field.tsx';
import { MessageLine } from '../../../shared/ui/message-line.tsx';
import { useMoneySetting } from '../../../shared/ui/money-text.tsx';
import { NumberPad } from '../../../shared/ui/number-pad.tsx';
import { say } from '../../../shared/words/say.ts';

/** A million in a two-decimal currency; no article's bounds go beyond it. */
const LONGEST = 9;

type OpenPriceDialogProps = {
  question: Extract<QuestionView, { about: 'price' }>;
  problem: string | undefined;
  onPrice: (amount: number) => void;
  onClose: () => void;
};

/** Keys the price of an article that has none, within the bounds it says. */
export function OpenPriceDialog({ question, onPrice, onClose, ...told }: OpenPriceDialogProps) {
  const { name, min, max, unit } = question;
  const setting = useMoneySetting();
  const notice = useNotice();
  const [keyed, setKeyed] = useState('');
  const [fault, setFault] = useState<string>();
  const problem = fault ?? told.problem;
  const amount = readKeyedAmount(keyed, setting.currency);
  const bounds = say('{least} to {most}', {
    least: formatMoney(min, setting),
    most: formatMoney(max, setting),
  });

  function set(event?: SyntheticEvent): void {
    event?.preventDefault();
    if (keyed === '') return;
    if (amount !== undefined && isWithinBounds(amount, { min, max })) onPrice(amount);
    else setFault(say('Key a price of {bounds}.', { bounds }));
  }

  return (
    <Dialog title={say('Price · {name}', { name })} onClose={onClose}>
      <form className="quantity" onSubmit={set}>
        <KeyedField
          label={
            unit === 'kg'
              ? say('Price a kilogram · {bounds}', { bounds })
              : say('Price each · {bounds}', { bounds })
          }
          value={keyed}
          shown={formatMoney(amount ?? 0, setting)}
          isEmpty={keyed === ''}
          longest={LONGEST}
          refused={/[^\d.,]/g}
          autoFocus
          onChange={(text) => {
            setFault(undefined);
            setKeyed(text);
          }}
        />
        <MessageLine
          message={problem === undefined ? notice : { tone: 'problem', text: problem }}
          hint={say('This article has no price of its own.')}
        />
        <NumberPad value={keyed} onChange={setKeyed} extra="00" longest={LONGEST} />
        <div className="dialog-actions">
          <Button keyCap="Esc" onPress={onClose}>
            {say('Do not sell it')}
          </Button>
          <Button look="primary" keyCap="Enter" isDisabled={keyed === ''} onPress={() => set()}>
            {say('Add')}
          </Button>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
