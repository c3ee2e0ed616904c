import { Minus, Plus } from 'lucide-react';
import { formatQty } from '../format/quantity-format.ts';
import { AFTER_WORDS } from '../reason-words.ts';
import { useTillView } from '../till-context.tsx';
import { say, sayLater } from '../words/say.ts';
import { Button } from '../ui/button.tsx';
import { formatMoney } from '../format/money-format.ts';
import { useMoneySetting } from '../ui/money-text.tsx';
import type { UnprovenRow } from './no-receipt-rows.ts';

type UnprovenRowKeysProps = {
  row: UnprovenRow;
  isChosen: boolean;
  onChoose: () => void;
  onStep: (by: 1 | -1) => void;
};

/** One article: how much of it comes back, at what, and why. */
export function UnprovenRowKeys({ row, isChosen, onChoose, onStep }: UnprovenRowKeysProps) {
  const locale = useTillView((view) => view.till?.locale ?? 'en-GB');
  const setting = useMoneySetting();
  const { name, unit, price, deposit, qtyMilli, reason } = row;
  const each = `${formatMoney(price, setting)}${unit === 'kg' ? ' / kg' : ''}`;
  const amount = formatMoney(deposit, setting);
  const more = deposit === 0 ? '' : ` + ${say('{amount} deposit', { amount })}`;
  const why = reason === undefined ? '' : ` · ${sayLater(AFTER_WORDS[reason])}`;
  return (
    <li className="returning-row" data-chosen={isChosen || undefined}>
      <Button look="quiet" className="returning-name" aria-pressed={isChosen} onPress={onChoose}>
        <span>{name}</span>
        <span className="result-aside">{`${each}${more}${why}`}</span>
      </Button>
      <Button
        aria-label={say('Less of {name}', { name })}
        isDisabled={qtyMilli === 0}
        onPress={() => onStep(-1)}
      >
        <Minus size={18} aria-hidden="true" />
      </Button>
      <output
        className="returning-qty figures"
        aria-label={say('{name} that comes back', { name })}
      >
        {formatQty(qtyMilli, locale)}
      </output>
      <Button aria-label={say('More of {name}', { name })} onPress={() => onStep(1)}>
        <Plus size={18} aria-hidden="true" />
      </Button>
    </li>
  );
}
