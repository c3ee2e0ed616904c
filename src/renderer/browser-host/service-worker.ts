import { cleanupOutdatedCaches, matchPrecache, precache } from 'workbox-precaching';
import { openBuildBook } from './builds/build-book.ts';
import { buildServer } from './builds/serve-build.ts';
import { openHostDb } from './host-db.ts';

type PrecacheEntry = { url: string; revision: string | null };
type WorkerEvent = { data?: unknown; waitUntil(until: Promise<unknown>): void };
type FetchEvent = WorkerEvent & {
  request: Request;
  /** The page that a navigation brings. */
  resultingClientId: string;
  respondWith(answer: Promise<Response>): void;
};
type PageClient = { url: string; navigate(url: string): Promise<unknown> };
/** The worker's global, as far as we use it; the DOM library knows only windows. */
type ServiceWorkerScope = {
  /** Set by a line that the server puts before this script: names the headers it sends. */
  PAGE_HEADERS?: string;
  clients: { claim(): Promise<void>; get(id: string): Promise<PageClient | undefined> };
  location: { origin: string };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'activate' | 'message', listener: (event: WorkerEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
};

/** Filled in by the build: every file of the page. */
declare const PRECACHE: readonly PrecacheEntry[];
const scope = globalThis as unknown as ServiceWorkerScope;

/*
 * The whole page from this machine, all of it of one build. A kept page keeps its headers too, and
 * its policy names the sites: where those change, the page is fetched anew.
 */
precache(
  PRECACHE.map(({ url, revision }) =>
    revision === null
      ? { url, revision }
      : { url, revision: `${revision}-${scope.PAGE_HEADERS ?? ''}` },
  ),
);
cleanupOutdatedCaches();

const server = buildServer({
  book: async () => openBuildBook(await openHostDb()),
  kept: (path) => matchPrecache(path),
  network: (request) => fetch(request),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});

// The page that was kept with this worker, or that of the build which head office brought since.
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== scope.location.origin) return;
  const answer = server.answer(request);
  event.respondWith(answer);
  if (request.mode === 'navigate') event.waitUntil(watch(answer, event.resultingClientId));
});

/** A page that never said that it is well is started anew; its third start is the build before. */
async function watch(answer: Promise<Response>, id: string): Promise<void> {
  await answer;
  if (!(await server.hangs())) return;
  const page = await scope.clients.get(id);
  await page?.navigate(page.url);
}

scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));
// A newer build waits until the page says that no sale is under way.
scope.addEventListener('message', (event) => {
  const isAsked = (event.data as { type?: unknown } | undefined)?.type === 'SKIP_WAITING';
  if (isAsked) event.waitUntil(scope.skipWaiting());
});
