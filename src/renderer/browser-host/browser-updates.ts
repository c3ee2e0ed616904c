import { Workbox } from 'workbox-window';
import { NO_UPDATES, type UpdatePort, type UpdateState } from '../shared/update-port.ts';

/** A till is open for weeks: it asks for a newer build this often, ms. */
const ASK_EVERY_MS = 30 * 60_000;

/**
 * Keeps the page on this machine, so that it opens with its origin away, and tells of newer builds.
 * A newer one waits until it is asked for; without service workers the page works as it did.
 */
export function openBrowserUpdates(): UpdatePort {
  if (!('serviceWorker' in navigator)) return NO_UPDATES;
  let state: UpdateState = 'none';
  const listeners = new Set<() => void>();
  const become = (next: UpdateState): void => {
    state = next;
    for (const tell of listeners) tell();
  };
  let controller = navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // The first worker of all takes over the page that brought it; both are one build.
    if (controller !== null) become('in-place');
    controller = navigator.serviceWorker.controller;
  });
  const workbox = new Workbox('sw.js', { updateViaCache: 'none' });
  workbox.addEventListener('waiting', () => {
    if (state === 'none') become('ready');
  });
  // Refused in a profile without storage, or offline: no reason not to sell.
  const quietly = (asked: Promise<unknown>): void => void asked.catch(() => undefined);
  quietly(workbox.register());
  setInterval(() => quietly(workbox.update()), ASK_EVERY_MS);
  return {
    state: () => state,
    subscribe(tell) {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
    putInPlace: () => workbox.messageSkipWaiting(),
  };
}
