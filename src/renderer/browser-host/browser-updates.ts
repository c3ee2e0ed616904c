import { Workbox } from 'workbox-window';
import type { UpdatePort, UpdateState } from '../shared/update-port.ts';

/** A till is open for weeks: it asks for a newer build this often, ms. */
const ASK_EVERY_MS = 30 * 60_000;

/**
 * Keeps the page on this machine, so that it opens with its origin away, and tells of newer builds.
 * A newer one waits until it is asked for; without service workers the page works as it did.
 */
export function openBrowserUpdates(): UpdatePort {
  let state: UpdateState = 'none';
  const listeners = new Set<() => void>();
  const become = (next: UpdateState): void => {
    state = next;
    for (const tell of listeners) tell();
  };
  const workers = 'serviceWorker' in navigator ? navigator.serviceWorker : undefined;
  // Refused in a profile without storage, for example: no reason not to sell.
  const quietly = (asked: Promise<unknown>): void => void asked.catch(() => undefined);
  const workbox = new Workbox('sw.js', { updateViaCache: 'none' });

  if (workers !== undefined) {
    let controller = workers.controller;
    workers.addEventListener('controllerchange', () => {
      // The first worker of all takes over the page that brought it; both are one build.
      if (controller !== null) become('in-place');
      controller = workers.controller;
    });
    workbox.addEventListener('waiting', () => {
      if (state === 'none') become('ready');
    });
    quietly(workbox.register());
    setInterval(() => quietly(workbox.update()), ASK_EVERY_MS);
  }
  return {
    state: () => state,
    subscribe(tell) {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
    putInPlace: () => workbox.messageSkipWaiting(),
  };
}
