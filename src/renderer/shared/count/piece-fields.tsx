import type { KeyboardEvent } from 'react';
import { formatMoney } from '../format/money-format.ts';
import { useMoneySetting } from '../ui/money-text.tsx';
import { say } from '../words/say.ts';
import './count.css';

/** What was keyed of each coin and note, as keyed; absent where nothing was. */
export type KeyedPieces = Readonly<Record<number, string>>;

/** Figures of one field: nobody has a million of a coin. */
export const LONGEST_PIECES = 5;

type PieceFieldsProps = {
  denominations: readonly number[];
  keyed: KeyedPieces;
  onChange: (value: number, text: string) => void;
  /** The field that the number pad writes into. */
  onFocus: (value: number) => void;
};

/** A field for each coin and note; what they come to stands beside it. Enter and arrows go on. */
export function PieceFields({ denominations, keyed, onChange, onFocus }: PieceFieldsProps) {
  const setting = useMoneySetting();
  return (
    <div className="count-pieces" role="group" aria-label={say('Coins and notes')}>
      {denominations.map((value, at) => {
        const text = keyed[value] ?? '';
        const worth = value * Number(text);
        return (
          <label key={value} className="count-row">
            <span className="figures">{formatMoney(value, setting, 'bare')}</span>
            <input
              className="count-field"
              inputMode="none"
              autoComplete="off"
              autoFocus={at === 0}
              value={text}
              onFocus={() => onFocus(value)}
              onKeyDown={stepOn}
              onChange={(event) =>
                onChange(value, event.target.value.replace(/\D/g, '').slice(0, LONGEST_PIECES))
              }
            />
            <span className="count-worth figures" data-empty={text === '' || undefined}>
              {formatMoney(worth, setting, 'bare')}
            </span>
          </label>
        );
      })}
    </div>
  );
}

/** To the next field of the count, or the one before. */
export function stepOn(event: KeyboardEvent<HTMLInputElement>): void {
  const { key, currentTarget } = event;
  const step = key === 'Enter' || key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const fields = Array.from(document.querySelectorAll<HTMLInputElement>('.count-field'));
  fields[fields.indexOf(currentTarget) + step]?.focus();
}

/** What was keyed as pieces, without those of which there are none. */
export function piecesOf(keyed: KeyedPieces): { value: number; count: number }[] {
  return Object.entries(keyed)
    .map(([value, text]) => ({ value: Number(value), count: Number(text) }))
    .filter(({ count }) => count > 0);
}

/** What they come to. */
export function worthOf(keyed: KeyedPieces): number {
  return piecesOf(keyed).reduce((sum, { value, count }) => sum + value * count, 0);
}
