import { Delete } from 'lucide-react';
import { Button } from './button.tsx';
import { say } from '../words/say.ts';
import './number-pad.css';

/** Digits as on a keyboard's number block; people key both without looking. */
const ROWS = ['7', '8', '9', '4', '5', '6', '1', '2', '3'];

type NumberPadProps = {
  value: string;
  onChange: (value: string) => void;
  /** The key left of nought: `00` for money, a decimal mark for weights, else "Clear". */
  extra?: '00' | ',' | 'clear';
  longest: number;
  isDisabled?: boolean;
};

/** Keys that write digits into a text of at most `longest` characters. The focus stays where it is. */
export function NumberPad({
  value,
  onChange,
  extra = 'clear',
  longest,
  isDisabled = false,
}: NumberPadProps) {
  // A full field takes no more figures, and the keys say so.
  const isFull = isDisabled || value.length >= longest;
  const write = (text: string): void => onChange((value + text).slice(0, longest));
  return (
    <div className="number-pad" role="group" aria-label={say('Number pad')}>
      {ROWS.map((digit) => (
        <Button key={digit} keepsFocus isDisabled={isFull} onPress={() => write(digit)}>
          {digit}
        </Button>
      ))}
      {extra === 'clear' ? (
        <Button
          keepsFocus
          className="number-pad-word"
          isDisabled={isDisabled}
          onPress={() => onChange('')}
        >
          {say('Clear')}
        </Button>
      ) : (
        <Button keepsFocus isDisabled={isFull} onPress={() => write(extra)}>
          {extra}
        </Button>
      )}
      <Button keepsFocus isDisabled={isFull} onPress={() => write('0')}>
        0
      </Button>
      <Button
        keepsFocus
        isDisabled={isDisabled}
        aria-label={say('Delete last digit')}
        onPress={() => onChange(value.slice(0, -1))}
      >
        <Delete aria-hidden="true" />
      </Button>
    </div>
  );
}
