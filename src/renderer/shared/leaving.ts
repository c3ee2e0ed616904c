const ask = (event: BeforeUnloadEvent): void => event.preventDefault();

/** The page has been told to start anew: nobody is asked any more, whatever is sold or sent meanwhile. */
let isRestarting = false;

/**
 * While something is not at head office, a browser asks before it closes or reloads this page. The
 * listener is there only then: with it, browsers keep no page for the way back. A machine that shuts
 * down asks nobody.
 */
export function askBeforeLeaving(isNeeded: boolean): void {
  if (isNeeded && !isRestarting) window.addEventListener('beforeunload', ask);
  else window.removeEventListener('beforeunload', ask);
}

/** The page's own new start, for a build that waits or after a failure: nobody may be there to answer. */
export function restartPage(): void {
  isRestarting = true;
  askBeforeLeaving(false);
  window.location.reload();
}
