/** Boxes with an edge one can see, which words must not leave. */
const EDGED = 'button, [role="row"], [role="tab"], [role="option"], kbd, .dialog-paper';

/**
 * Words that are drawn outside of the box they stand in, or cut off by it: one line each. What a person
 * can scroll to is not cut off, nor is a name that ends in dots and is told whole elsewhere.
 */
export function cutWords(): string[] {
  const cut: string[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    const parent = text.parentElement;
    if (parent === null || text.data.trim() === '' || !isSeen(parent)) continue;
    const box = cutBy(text, parent);
    if (box !== undefined) cut.push(`"${text.data.trim()}" by ${box.tagName}.${box.className}`);
  }
  return cut;
}

function isSeen(one: HTMLElement): boolean {
  return (
    one.closest('.only-heard, [hidden], datalist') === null &&
    one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  );
}

function cutBy(text: Text, parent: HTMLElement): HTMLElement | undefined {
  const range = document.createRange();
  range.selectNodeContents(text);
  const drawn = range.getBoundingClientRect();
  // Content areas are taller than lines set solid; glyphs themselves stay within the middle.
  const air = drawn.height * 0.2;
  for (let box: HTMLElement | null = parent; box !== null; box = box.parentElement) {
    const style = getComputedStyle(box);
    const clips = (flow: string): boolean => flow === 'hidden' || flow === 'clip';
    const isEdged = box.matches(EDGED);
    const room = box.getBoundingClientRect();
    const isWide = drawn.left < room.left - 1 || drawn.right > room.right + 1;
    const isTall = drawn.top + air < room.top - 1 || drawn.bottom - air > room.bottom + 1;
    const isCut =
      ((isEdged || clips(style.overflowX)) && isWide) ||
      ((isEdged || clips(style.overflowY)) && isTall);
    if (isCut && style.textOverflow !== 'ellipsis') return box;
    if (['auto', 'scroll'].includes(style.overflowY)) return undefined;
  }
  return undefined;
}
