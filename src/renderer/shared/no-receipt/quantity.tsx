import { useState } from 'react';
import { say } from '../words/say.ts';
import { counted, keyedMilli, type UnprovenRow } from './no-receipt-rows.ts';

type QuantityProps = {
  row: UnprovenRow;
  onMilli: (qtyMilli: number) => void;
  onDone: () => void;
};

/** Pieces or grams, as they are counted or weighed: each figure counts as it is keyed. */
export function Quantity({ row, onMilli, onDone }: QuantityProps) {
  const isByWeight = row.unit === 'kg';
  const { name } = row;
  const now = String(isByWeight ? row.qtyMilli : row.qtyMilli / 1000);
  const [keyed, setKeyed] = useState<{ text: string; qtyMilli: number }>();
  function take(text: string): void {
    const milli = keyedMilli(row, text);
    if (milli === undefined) return;
    const { qtyMilli } = counted(row, milli);
    setKeyed({ text, qtyMilli });
    onMilli(qtyMilli);
  }
  return (
    <label className="unproven-quantity">
      <span>{isByWeight ? say('Grams') : say('Pieces')}</span>
      <input
        className="note-field figures"
        aria-label={
          isByWeight ? say('Grams of {name}', { name }) : say('Pieces of {name}', { name })
        }
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        // What stands there as it was keyed, e.g. nothing, until the quantity is another.
        value={keyed?.qtyMilli === row.qtyMilli ? keyed.text : now}
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => take(target.value.trim())}
        onBlur={() => setKeyed(undefined)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          onDone();
        }}
      />
    </label>
  );
}
