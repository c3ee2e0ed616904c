import { Workbox } from 'workbox-window';
import { BUILDS_PORT } from './builds/builds-port.ts';
import { NO_UPDATES, type UpdatePort, type UpdateState } from '../shared/update-port.ts';

/** A till is open for weeks: it asks for a newer build this often, ms. */
const ASK_EVERY_MS = 30 * 60_000;

/**
 * Keeps the page on this machine, so that it opens with its origin away, and tells of newer builds: of the
 * origin's own page, and of the store's as head office says. One waits until it is asked for; without
 * service workers the page works as it did.
 */
export function openBrowserUpdates(): UpdatePort {
  return 'serviceWorker' in navigator ? oneOf(openPageUpdates(), BUILDS_PORT) : NO_UPDATES;
}

/** Two ways a newer page comes, as one: what either brings is put in place alike. */
function oneOf(page: UpdatePort, builds: UpdatePort): UpdatePort {
  const both = [builds, page];
  return {
    state() {
      const states = both.map((port) => port.state());
      if (states.includes('in-place')) return 'in-place';
      return states.includes('ready') ? 'ready' : 'none';
    },
    subscribe(tell) {
      const stops = both.map((port) => port.subscribe(tell));
      return () => {
        for (const stop of stops) stop();
      };
    },
    putInPlace: () => both.find((port) => port.state() === 'ready')?.putInPlace(),
  };
}

function openPageUpdates(): UpdatePort {
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
