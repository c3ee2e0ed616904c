import { memo, type ReactNode } from 'react';
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

/** Caps that are shorter than the key's own name. */
const KEY_NAMES: Partial<Record<string, string>> = { Esc: 'Escape', Del: 'Delete' };

function nameShortcut(element: Element | null, shortcut: string | undefined): void {
  if (shortcut === undefined) element?.removeAttribute('aria-keyshortcuts');
  else element?.setAttribute('aria-keyshortcuts', shortcut);
}

/** The one button: at least 48 px, says its key, acts on press. */
export const Button = memo(function Button({
  children,
  look = 'plain',
  keyCap,
  isStacked = false,
  keepsFocus = false,
  className = '',
  ...rest
}: ButtonProps) {
  const shortcut = keyCap === undefined ? undefined : (KEY_NAMES[keyCap] ?? keyCap);
  const stacked = isStacked ? 'button-stacked' : '';
  return (
    <AriaButton
      {...rest}
      // React Aria hands on only the attributes it knows, and this is none of them.
      ref={(element) => nameShortcut(element, shortcut)}
      preventFocusOnPress={keepsFocus}
      className={`button button-${look} ${stacked} ${className}`}
    >
      {children}
      {keyCap === undefined ? undefined : <KeyCap name={keyCap} />}
    </AriaButton>
  );
});
