import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { KeyCap } from './key-cap.tsx';
import './button.css';

type Look = 'plain' | 'primary' | 'removes' | 'quiet';

export type ButtonProps = {
  children: ReactNode;
  onPress: () => void;
  look?: Look;
  /** The key that does the same, shown on the button. */
  keyCap?: string;
  /** Key under the words, as in the footer. */
  isStacked?: boolean;
  isDisabled?: boolean;
  /** Leaves the focus in the field that the button writes into. */
  keepsFocus?: boolean;
  autoFocus?: boolean;
  className?: string;
  'aria-label'?: string;
  'aria-pressed'?: boolean;
  'aria-describedby'?: string;
};

/** The one button: at least 48 px, says its key, acts on press. */
export function Button({
  children,
  look = 'plain',
  keyCap,
  isStacked = false,
  keepsFocus = false,
  className = '',
  ...rest
}: ButtonProps) {
  const stacked = isStacked ? 'button-stacked' : '';
  return (
    <AriaButton
      {...rest}
      preventFocusOnPress={keepsFocus}
      className={`button button-${look} ${stacked} ${className}`}
    >
      {children}
      {keyCap === undefined ? undefined : <KeyCap name={keyCap} />}
    </AriaButton>
  );
}
