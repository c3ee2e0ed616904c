import { useId, type Ref } from 'react';
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

/** A field for figures keyed on a pad or a keyboard: shows what they mean, keeps what was keyed. */
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
  return (
    <div className="keyed-field">
      <label className="keyed-field-label" htmlFor={id}>
        {label}
      </label>
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
          onChange={(event) => onChange(event.target.value.replace(refused, '').slice(0, longest))}
        />
      </div>
    </div>
  );
}
