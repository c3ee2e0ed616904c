import { useState, type SyntheticEvent } from 'react';
import { parseQuantity } from '../../../domain/quantity.ts';
import { formatQty } from '../../shared/format/quantity-format.ts';
import { useTillView } from '../../shared/till-context.tsx';
import type { LineView } from '../../shared/till-api.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { KeyedField } from '../../shared/ui/keyed-field.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { NumberPad } from '../../shared/ui/number-pad.tsx';

/** Grams keyed as kilograms would cost a customer a thousand times the price. */
const MOST_GRAMS = 100_000;

type QuantityDialogProps = {
  line: LineView;
  onSet: (qtyMilli: number) => void;
  onClose: () => void;
};

/** Keys a quantity: whole pieces, or kilograms with up to three decimals. */
export function QuantityDialog({ line, onSet, onClose }: QuantityDialogProps) {
  const locale = useTillView((view) => view.till?.locale) ?? 'en-GB';
  const [keyed, setKeyed] = useState('');
  const [problem, setProblem] = useState<string>();
  const isPiece = line.unit === 'piece';
  const longest = isPiece ? 4 : 7;
  const now = `${formatQty(line.qtyMilli, locale)}${isPiece ? '' : ' kg'}`;

  function set(event?: SyntheticEvent): void {
    event?.preventDefault();
    const read = parseQuantity(keyed);
    if (!read.ok) setProblem(isPiece ? 'Key a number of pieces.' : 'Key a weight such as 0,742.');
    else if (read.value === 0) setProblem('To take it off the basket, use Void line.');
    else if (!isPiece && read.value >= MOST_GRAMS)
      setProblem(`More than a till weighs. For ${keyed} g key ${gramsAsKeyed(keyed)}.`);
    else onSet(read.value);
  }

  return (
    <Dialog title={line.name} onClose={onClose}>
      <form className="quantity" onSubmit={set}>
        <KeyedField
          label={`${isPiece ? 'Pieces' : 'Weight in kg'} · now ${now}`}
          value={keyed}
          shown={keyed === '' ? now : keyed}
          isEmpty={keyed === ''}
          longest={longest}
          refused={isPiece ? /\D/g : /[^\d.,]/g}
          autoFocus
          onChange={setKeyed}
        />
        <MessageLine
          message={problem === undefined ? undefined : { tone: 'problem', text: problem }}
          hint={isPiece ? '' : 'Key 0,742 for 742 g.'}
        />
        <NumberPad
          value={keyed}
          onChange={setKeyed}
          extra={isPiece ? 'clear' : ','}
          longest={longest}
        />
        <div className="dialog-actions">
          <Button keyCap="Esc" onPress={onClose}>
            Leave as it is
          </Button>
          <Button look="primary" keyCap="Enter" isDisabled={keyed === ''} onPress={() => set()}>
            Set
          </Button>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

/** What to key for that many grams: "742" → "0,742". */
function gramsAsKeyed(keyed: string): string {
  const grams = keyed.replace(/\D/g, '').padStart(4, '0');
  return `${grams.slice(0, -3)},${grams.slice(-3)}`;
}
