import { useRef, useState, type PointerEvent } from 'react';

/** A finger that shakes drags nothing, px. */
const LEAST_PX = 10;

/**
 * Drags one of many places onto another, by mouse, pen or finger. Places carry `data-place`. `over` is
 * where it would be dropped.
 */
export function useDrag(onDrop: (from: number, to: number) => void) {
  const [over, setOver] = useState<number>();
  const began = useRef<{ x: number; y: number } | undefined>(undefined);

  function placeAt({ clientX, clientY }: PointerEvent): number | undefined {
    const tile = document.elementFromPoint(clientX, clientY)?.closest('[data-place]');
    const place = tile?.getAttribute('data-place');
    return place === null || place === undefined ? undefined : Number(place);
  }

  const handlers = (from: number) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      began.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      const start = began.current;
      if (start === undefined) return;
      const far = Math.hypot(event.clientX - start.x, event.clientY - start.y) > LEAST_PX;
      if (far) setOver(placeAt(event));
    },
    onPointerUp: () => {
      if (began.current !== undefined && over !== undefined && over !== from) onDrop(from, over);
      began.current = undefined;
      setOver(undefined);
    },
    onPointerCancel: () => {
      began.current = undefined;
      setOver(undefined);
    },
  });
  return { over, handlers };
}
