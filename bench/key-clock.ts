declare global {
  interface Window {
    /** When the last Enter was pressed and nothing has answered it yet, ms of the page's clock. */
    enterAt: number | undefined;
  }
}

/** Runs in a page before its own scripts: a scanner's listener keeps its Enter from later ones. */
export function noteEnterKeys(): void {
  window.addEventListener(
    'keydown',
    ({ key, timeStamp }) => {
      if (key === 'Enter') window.enterAt = timeStamp;
    },
    { capture: true },
  );
}
