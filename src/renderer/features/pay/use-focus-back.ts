import { useEffect, type RefObject } from 'react';

/**
 * The field has the focus when its screen comes. A dialog that closes at the same moment gives the
 * focus back to what is gone, a frame later, and with it to nobody: then the field takes it. So it does
 * where a dialog over it is left, and with that it is free again.
 */
export function useFocusBack(field: RefObject<HTMLElement | null>, isFree = true): void {
  useEffect(() => {
    if (!isFree) return;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        if (document.activeElement === document.body) field.current?.focus();
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [field, isFree]);
}
