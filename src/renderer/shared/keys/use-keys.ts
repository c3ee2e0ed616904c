import { useEffect, useEffectEvent } from 'react';

/** Key name as `KeyboardEvent.key` (e.g. `F12`, `Delete`, `+`), `Ctrl+z` or `Alt+1` → what it does. */
export type KeyActions = Partial<Record<string, () => void>>;

type Layer = 'screen' | 'dialog';

/**
 * Keys of a screen, heard wherever the focus is. A dialog silences the screen below it; a key held
 * down acts once; keys that write text are left to the field that has the focus, unless it is empty
 * and the key is a sign no search begins with.
 */
export function useKeys(actions: KeyActions, layer: Layer = 'screen'): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const action = actions[nameOf(event)];
    if (action === undefined || event.defaultPrevented || hasModifier(event)) return;
    if (layer === 'screen' && isDialogOpen()) return;
    if (!isFunctionKey(event.key) && !isAltDigit(event) && belongsToField(event)) return;
    event.preventDefault();
    if (!event.repeat || isStepKey(event.key)) action();
  });
  useEffect(() => {
    const heard = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', heard);
    return () => window.removeEventListener('keydown', heard);
  }, []);
}

/** Whether a dialog covers the screen. */
export function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}

/** With Ctrl a letter is another key, whether or not Shift or Caps Lock is on. */
function nameOf(event: KeyboardEvent): string {
  if (isAltDigit(event)) return `Alt+${event.key}`;
  return event.ctrlKey ? `Ctrl+${event.key.toLowerCase()}` : event.key;
}

/** With Alt only figures are keys of ours; Ctrl and Alt together write signs of many layouts. */
function isAltDigit({ key, altKey, ctrlKey }: KeyboardEvent): boolean {
  return altKey && !ctrlKey && /^\d$/.test(key);
}

function hasModifier(event: KeyboardEvent): boolean {
  return event.metaKey || (event.altKey && !isAltDigit(event));
}

function isFunctionKey(key: string): boolean {
  return /^F\d+$/.test(key) || key === 'Escape';
}

/** Keys that may repeat while held: walking through lines. */
function isStepKey(key: string): boolean {
  return key.startsWith('Arrow') || key.startsWith('Page');
}

function belongsToField({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return false;
  if (key.startsWith('Page')) return false;
  return target.value !== '';
}
