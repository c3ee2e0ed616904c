import type { Page } from '@playwright/test';

/** Anything a finger meets, px on either side (dom-A9). */
const LEAST_TARGET = 48;

/**
 * What is wrong with the drawing of a page: scrolls sideways, cuts text off, or has a target too
 * small for a finger. One line a fault, naming element and size.
 */
export function screenFaults(page: Page): Promise<string[]> {
  return page.evaluate(findFaults, LEAST_TARGET);
}

/** Runs in the page, so it stands by itself. */
function findFaults(leastTarget: number): string[] {
  const faults = new Set<string>();
  const all = Array.from(document.body.querySelectorAll<HTMLElement>('*'));
  const size = (box: DOMRect): string => `${Math.round(box.width)}×${Math.round(box.height)}`;
  const nameOf = (one: Element): string => {
    const words = one.getAttribute('aria-label') ?? one.textContent ?? '';
    const dotted = [...one.classList].map((name) => `.${name}`).join('');
    return `${one.tagName.toLowerCase()}${dotted} "${words.trim().slice(0, 40)}"`;
  };
  const isSeen = (one: HTMLElement): boolean =>
    one.closest('.only-heard, [hidden]') === null &&
    one.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  function sideways(): void {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.add(`page ${scrollWidth} wide in ${clientWidth}`);
    for (const one of all) {
      if (!isSeen(one)) continue;
      const box = one.getBoundingClientRect();
      if (box.right > clientWidth + 1 || box.left < -1)
        faults.add(`${nameOf(one)} from ${Math.round(box.left)} to ${Math.round(box.right)}`);
      const scrolls = ['auto', 'scroll'].includes(getComputedStyle(one).overflowX);
      if (scrolls && one.scrollWidth > one.clientWidth + 1)
        faults.add(`${nameOf(one)} scrolls ${one.scrollWidth} in ${one.clientWidth}`);
    }
  }

  /** Boxes that text must not leave: those that clip it, and those with an edge one can see. */
  function holds(box: HTMLElement): { across: boolean; down: boolean } {
    const style = getComputedStyle(box);
    const isEdged = box.matches('button, [role="row"], [role="tab"], [role="option"], kbd');
    const clips = (flow: string): boolean => flow === 'hidden' || flow === 'clip';
    return {
      across: isEdged || clips(style.overflowX),
      down: isEdged || clips(style.overflowY),
    };
  }

  const isEllipsis = (box: HTMLElement): boolean =>
    getComputedStyle(box).textOverflow === 'ellipsis' && box.title !== '';

  function cut(text: Text): void {
    const parent = text.parentElement;
    if (parent === null || text.data.trim() === '' || !isSeen(parent)) return;
    const range = document.createRange();
    range.selectNodeContents(text);
    const drawn = range.getBoundingClientRect();
    // Content areas are taller than lines set solid; glyphs themselves stay within the middle.
    const air = drawn.height * 0.2;
    for (let box: HTMLElement | null = parent; box !== null; box = box.parentElement) {
      const { across, down } = holds(box);
      const room = box.getBoundingClientRect();
      const isWide = across && (drawn.left < room.left - 1 || drawn.right > room.right + 1);
      const isTall =
        down && (drawn.top + air < room.top - 1 || drawn.bottom - air > room.bottom + 1);
      if ((isWide || isTall) && !isEllipsis(box))
        faults.add(`${nameOf(parent)} ${size(drawn)} is cut by ${nameOf(box)} ${size(room)}`);
      // What a person can scroll to is not cut off.
      if (['auto', 'scroll'].includes(getComputedStyle(box).overflowY)) return;
    }
  }

  function small(one: HTMLElement): void {
    if (!isSeen(one) && !one.matches('input')) return;
    const box = one.getBoundingClientRect();
    // React Aria's way out of a dialog is for screen readers, in a box of one pixel that clips it.
    const room = one.parentElement?.getBoundingClientRect();
    if (box.width === 0 || (room !== undefined && room.width <= 1)) return;
    if (box.width < leastTarget || box.height < leastTarget)
      faults.add(`${nameOf(one)} is a target of ${size(box)}`);
  }

  sideways();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) cut(texts.currentNode as Text);
  const targets =
    'button, a[href], input, select, textarea, [role="tab"], [role="row"], [role="option"]';
  for (const one of document.querySelectorAll<HTMLElement>(targets)) small(one);
  return [...faults];
}
