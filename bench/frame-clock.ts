declare global {
  interface Window {
    frameClock: FrameClock | undefined;
  }
}

/** In a page: when the frame was made that first showed something, ms of the page's clock. */
export type FrameClock = {
  /** Notes the next frame in which `selector` finds something that says anything but `old`. */
  await(selector: string, old?: string): void;
  /** What it says now; empty where it is not there. */
  shown(selector: string): string;
  /** From the last key that was pressed until that frame; undefined while it is not there. */
  took: number | undefined;
  keyAt: number;
};

/** Runs in the page. The key is told by the time stamp of its event, before anybody hears it. */
export function startFrameClock(): void {
  if (window.frameClock !== undefined) return;
  const made = new MessageChannel();
  let wanted: { selector: string; old: string } | undefined;
  const shown = (selector: string): string => document.querySelector(selector)?.textContent ?? '';
  const clock: FrameClock = {
    took: undefined,
    keyAt: 0,
    shown,
    await(selector, old = '') {
      clock.took = undefined;
      wanted = { selector, old };
    },
  };
  window.frameClock = clock;
  window.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      clock.keyAt = timeStamp;
    },
    { capture: true },
  );
  made.port1.addEventListener('message', () => {
    clock.took = performance.now() - clock.keyAt;
  });
  made.port1.start();
  const seen = new MutationObserver(() => {
    if (wanted === undefined) return;
    const says = shown(wanted.selector);
    if (says === '' || says === wanted.old) return;
    wanted = undefined;
    // A message posted within a frame's callback is handled right after that frame was made.
    requestAnimationFrame(() => made.port2.postMessage(0));
  });
  seen.observe(document.body, { childList: true, subtree: true, characterData: true });
}
