import { useEffect, type RefObject } from 'react';
import { isDialogOpen } from './use-keys.ts';

/**
 * Typed characters reach the field even when a button has the focus. The focus moves while the key
 * goes down, so the browser itself then writes the character into the field.
 */
export function useTypingGoesTo(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey) return;
      const { target } = event;
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
      // Space presses the focused button; + and − belong to the selected line.
      if (/[\s+\-*]/.test(event.key) || isDialogOpen()) return;
      field.current?.focus();
    }
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [field]);
}
