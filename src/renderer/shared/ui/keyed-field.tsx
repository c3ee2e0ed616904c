import { useId, useState, type Ref } from 'react';
import { say } from '../words/say.ts';
import './keyed-field.css';

type KeyedFieldProps = {
  label: string;
  /** What was keyed, raw. */
  value: string;
  onChange: (value: string) => void;
  /** What the keyed text means, e.g. "20,00 €" for "2000" or "••••" for a PIN. */
  shown: string;
  isEmpty: boolean;
  longest: number;
  /** Characters that are not taken; by default all but digits. */
  refused?: RegExp;
  isSecret?: boolean;
  isDisabled?: boolean;
  autoFocus?: boolean;
  onFocus?: () => void;
  ref?: Ref<HTMLInputElement>;
};

/**
 * A field for figures keyed on a pad or a keyboard: shows what they mean, keeps what was keyed, and
 * says how many it takes where somebody keys more.
 */
export function KeyedField({
  label,
  value,
  onChange,
  shown,
  isEmpty,
  longest,
  refused = /[^\d]/g,
  isSecret = false,
  isDisabled = false,
  ref,
  ...rest
}: KeyedFieldProps) {
  const id = useId();
  const [isOver, setOver] = useState(false);

  function take(text: string): void {
    const figures = text.replace(refused, '');
    setOver(figures.length > longest);
    onChange(figures.slice(0, longest));
  }

  return (
    <div className="keyed-field">
      <label className="keyed-field-label" htmlFor={id}>
        {label}
      </label>
      <span className="keyed-field-bound" role="status">
        {isOver && value.length === longest ? say('{longest} figures at most', { longest }) : ''}
      </span>
      <div className="keyed-field-box" data-empty={isEmpty || undefined}>
        <span className="figures" aria-hidden={isSecret || undefined} id={`${id}-shown`}>
          {shown}
        </span>
        <input
          {...rest}
          ref={ref}
          id={id}
          type={isSecret ? 'password' : 'text'}
          inputMode="none"
          autoComplete="off"
          disabled={isDisabled}
          aria-describedby={isSecret ? undefined : `${id}-shown`}
          value={value}
          onChange={(event) => take(event.target.value)}
        />
      </div>
    </div>
  );
}
