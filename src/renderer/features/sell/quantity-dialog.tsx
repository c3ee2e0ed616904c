import { useState, type SyntheticEvent } from 'react';
import { WEIGHABLE_GRAMS } from '../../../domain/asks/article-question.ts';
import { parseQuantity } from '../../../domain/quantity.ts';
import { formatQty } from '../../shared/format/quantity-format.ts';
import { useTillView } from '../../shared/till-context.tsx';
import type { LineView } from '../../shared/till-api.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { KeyedField } from '../../shared/ui/keyed-field.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { NumberPad } from '../../shared/ui/number-pad.tsx';
import { WeightDialog } from './asks/weight-dialog.tsx';
import { say } from '../../shared/words/say.ts';

/** More pieces on one line are a typing error. */
const MOST_PIECES = 9999;

type QuantityDialogProps = {
  line: LineView;
  onSet: (qtyMilli: number) => void;
  onClose: () => void;
};

/** Keys another quantity of a line: whole pieces, or grams. */
export function QuantityDialog({ line, onSet, onClose }: QuantityDialogProps) {
  if (line.unit === 'piece') return <PiecesDialog line={line} onSet={onSet} onClose={onClose} />;
  return (
    <WeightDialog
      name={line.name}
      price={line.unitPrice}
      {...WEIGHABLE_GRAMS}
      now={line.qtyMilli}
      problem={undefined}
      leaveWords={say('Leave as it is')}
      // A thousandth of a kilogram is a gram.
      onWeight={onSet}
      onClose={onClose}
    />
  );
}

function PiecesDialog({ line, onSet, onClose }: QuantityDialogProps) {
  const locale = useTillView((view) => view.till?.locale) ?? 'en-GB';
  const [keyed, setKeyed] = useState('');
  const [problem, setProblem] = useState<string>();
  const longest = String(MOST_PIECES).length;
  const now = formatQty(line.qtyMilli, locale);

  function set(event?: SyntheticEvent): void {
    event?.preventDefault();
    const read = parseQuantity(keyed);
    if (!read.ok) setProblem(say('Key 1 to {mostPieces} pieces.', { mostPieces: MOST_PIECES }));
    else if (read.value === 0) setProblem(say('To take it off the basket, use Void line.'));
    else onSet(read.value);
  }

  return (
    <Dialog title={line.name} onClose={onClose}>
      <form className="quantity" onSubmit={set}>
        <KeyedField
          label={say('Pieces, 1 to {mostPieces} · now {now}', { mostPieces: MOST_PIECES, now })}
          value={keyed}
          shown={keyed === '' ? now : keyed}
          isEmpty={keyed === ''}
          longest={longest}
          autoFocus
          onChange={setKeyed}
        />
        <MessageLine
          message={problem === undefined ? undefined : { tone: 'problem', text: problem }}
        />
        <NumberPad value={keyed} onChange={setKeyed} longest={longest} />
        <div className="dialog-actions">
          <Button keyCap="Esc" onPress={onClose}>
            {say('Leave as it is')}
          </Button>
          <Button look="primary" keyCap="Enter" isDisabled={keyed === ''} onPress={() => set()}>
            {say('Set')}
          </Button>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
