import { Minus, Plus } from 'lucide-react';
import { formatQty } from '../../shared/format/quantity-format.ts';
import { AFTER_WORDS } from '../../shared/reason-words.ts';
import { useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import type { ReturnRow } from './return-lines.ts';

type ReturnRowKeysProps = {
  row: ReturnRow;
  isChosen: boolean;
  onChoose: () => void;
  onStep: (by: 1 | -1) => void;
};

/** One line: how much of it comes back, and why. */
export function ReturnRowKeys({ row, isChosen, onChoose, onStep }: ReturnRowKeysProps) {
  const locale = useTillView((view) => view.till?.locale ?? 'en-GB');
  const say = (milli: number): string => formatQty(milli, locale);
  const reason = row.reason === undefined ? '' : ` · ${AFTER_WORDS[row.reason]}`;
  const words = `${say(row.leftMilli)} of ${say(row.soldMilli)} left${row.qtyMilli > 0 ? reason : ''}`;
  return (
    <li className="returning-row" data-chosen={isChosen || undefined}>
      <Button look="quiet" className="returning-name" aria-pressed={isChosen} onPress={onChoose}>
        <span>{row.name}</span>
        <span className="result-aside">{words}</span>
      </Button>
      <Button
        aria-label={`Less of ${row.name}`}
        isDisabled={row.qtyMilli === 0}
        onPress={() => onStep(-1)}
      >
        <Minus size={18} aria-hidden="true" />
      </Button>
      <output className="returning-qty figures" aria-label={`${row.name} that comes back`}>
        {say(row.qtyMilli)}
      </output>
      <Button
        aria-label={`More of ${row.name}`}
        isDisabled={row.qtyMilli === row.leftMilli}
        onPress={() => onStep(1)}
      >
        <Plus size={18} aria-hidden="true" />
      </Button>
    </li>
  );
}
