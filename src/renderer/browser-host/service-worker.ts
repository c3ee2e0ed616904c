import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';

type PrecacheEntry = { url: string; revision: string | null };
/** The worker's global, as far as we use it; the DOM library knows only windows. */
type ServiceWorkerScope = {
  /** Set by a line that the server puts before this script: names the headers it sends. */
  PAGE_HEADERS?: string;
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(
    type: 'activate' | 'message',
    listener: (event: { data?: unknown; waitUntil(until: Promise<unknown>): void }) => void,
  ): void;
};

/** Filled in by the build: every file of the page. */
declare const PRECACHE: readonly PrecacheEntry[];
const scope = globalThis as unknown as ServiceWorkerScope;

/*
 * The whole page from this machine, all of it of one build. A kept page keeps its headers too, and
 * its policy names the sites: where those change, the page is fetched anew.
 */
precacheAndRoute(
  PRECACHE.map(({ url, revision }) =>
    revision === null
      ? { url, revision }
      : { url, revision: `${revision}-${scope.PAGE_HEADERS ?? ''}` },
  ),
);
cleanupOutdatedCaches();

scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));
// A newer build waits until the page says that no sale is under way.
scope.addEventListener('message', (event) => {
  const isAsked = (event.data as { type?: unknown } | undefined)?.type === 'SKIP_WAITING';
  if (isAsked) event.waitUntil(scope.skipWaiting());
});
