import { Minus, Plus } from 'lucide-react';
import { formatQty } from '../../shared/format/quantity-format.ts';
import { AFTER_WORDS } from '../../shared/reason-words.ts';
import { useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import type { ReturnRow } from './return-lines.ts';
import { say, sayLater } from '../../shared/words/say.ts';

type ReturnRowKeysProps = {
  row: ReturnRow;
  isChosen: boolean;
  onChoose: () => void;
  onStep: (by: 1 | -1) => void;
};

/** One line: how much of it comes back, and why. */
export function ReturnRowKeys({ row, isChosen, onChoose, onStep }: ReturnRowKeysProps) {
  const locale = useTillView((view) => view.till?.locale ?? 'en-GB');
  const text = (milli: number): string => formatQty(milli, locale);
  const reason = row.reason === undefined ? '' : ` · ${sayLater(AFTER_WORDS[row.reason])}`;
  const left = say('{left} of {sold} left', {
    left: text(row.leftMilli),
    sold: text(row.soldMilli),
  });
  return (
    <li className="returning-row" data-chosen={isChosen || undefined}>
      <Button look="quiet" className="returning-name" aria-pressed={isChosen} onPress={onChoose}>
        <span>{row.name}</span>
        <span className="result-aside">
          {left}
          {row.qtyMilli > 0 ? reason : ''}
        </span>
      </Button>
      <Button
        aria-label={say('Less of {name}', { name: row.name })}
        isDisabled={row.qtyMilli === 0}
        onPress={() => onStep(-1)}
      >
        <Minus size={18} aria-hidden="true" />
      </Button>
      <output
        className="returning-qty figures"
        aria-label={say('{name} that comes back', { name: row.name })}
      >
        {text(row.qtyMilli)}
      </output>
      <Button
        aria-label={say('More of {name}', { name: row.name })}
        isDisabled={row.qtyMilli === row.leftMilli}
        onPress={() => onStep(1)}
      >
        <Plus size={18} aria-hidden="true" />
      </Button>
    </li>
  );
}
